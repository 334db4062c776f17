import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { wallClock } from "#lib/kernel/clock.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { describeOnEveryStore } from "#lib/store/testing/every-store.ts";
import { jobRuns } from "#lib/store/vendor-tables.ts";
import { claimRun } from "./claim-run.ts";
import { listRuns } from "./list-runs.ts";
import { listenToOthers } from "./listen-to-others.ts";
import { runJob } from "./run-job.ts";
import { stopped } from "./stopped.ts";
import { answerOf, type JobsUnderTest, jobsUnderTest, toldOf } from "./testing/jobs-under-test.ts";
import type { JobOrder } from "./types.ts";

const job = "vendor-status";
const scheduled = (tick: number): JobOrder => ({ tick, trigger: "schedule" });
const never = new AbortController().signal;

describeOnEveryStore("a run of a job", (open) => {
  const rowOf = async ({ store }: JobsUnderTest, tick: number) => {
    const [row] = await store.db.select().from(jobRuns).where(eq(jobRuns.tick, tick));
    return row;
  };

  test("is written down together with what it led to", async () => {
    const jobs = await jobsUnderTest(await open());
    const first = jobs.process("first", async () => answerOf(3, 1));
    await runJob(first, job, scheduled(1), never);
    const row = {
      outcome: "succeeded",
      rows: 3,
      badRows: 1,
      runner: "first",
      trigger: "schedule",
      problem: null,
    };
    expect(await rowOf(jobs, 1)).toMatchObject(row);
    expect(await jobs.effects()).toEqual([3]);
    expect(jobs.told.map(({ run, effect }) => [run.tick, effect.stored.rows])).toEqual([[1, 3]]);
  });

  test("happens once for a tick, however many processes are given it", async () => {
    const jobs = await jobsUnderTest(await open());
    for (const [nth, name] of ["first", "second", "third"].entries())
      await runJob(
        jobs.process(name, async () => answerOf(nth + 1)),
        job,
        scheduled(1),
        never,
      );
    expect(await jobs.effects()).toEqual([1]);
    expect(jobs.outcomes).toEqual(["succeeded"]);
  });

  test("that comes back after another process was given its tick changes nothing", async () => {
    const jobs = await jobsUnderTest(await open());
    const second = jobs.process("second", async () => answerOf(2));
    const first = jobs.process("first", async () => {
      await runJob(second, job, scheduled(1), never);
      return answerOf(1);
    });
    await runJob(first, job, scheduled(1), never);
    expect(await jobs.effects()).toEqual([2]);
    expect(jobs.outcomes).toEqual(["succeeded", "superseded"]);
    expect(await rowOf(jobs, 1)).toMatchObject({ outcome: "succeeded", runner: "second", fence: 2 });
    expect(jobs.told).toHaveLength(1);
  });

  test("that comes back after a later one changes nothing, and its row says why", async () => {
    const jobs = await jobsUnderTest(await open());
    const second = jobs.process("second", async () => answerOf(2));
    const first = jobs.process("first", async () => {
      await runJob(second, job, scheduled(7), never);
      return answerOf(1);
    });
    await runJob(first, job, scheduled(6), never);
    expect(await jobs.effects()).toEqual([2]);
    expect(await rowOf(jobs, 6)).toMatchObject({ outcome: "superseded", runner: "first", rows: 0 });
  });

  test("whose process was killed is taken over by whoever is given the tick next", async () => {
    const jobs = await jobsUnderTest(await open());
    const killed = jobs.process("killed", async () => answerOf(1));
    await claimRun(killed, job, scheduled(1));
    await runJob(
      jobs.process("next", async () => answerOf(2)),
      job,
      scheduled(1),
      never,
    );
    expect(await jobs.effects()).toEqual([2]);
    expect(await rowOf(jobs, 1)).toMatchObject({ runner: "next", fence: 2, outcome: "succeeded" });
  });

  test("that got no answer says what its source said, and leaves what was known alone", async () => {
    const jobs = await jobsUnderTest(await open());
    const why = "Metabase answered with a page instead of rows. Check METABASE_URL.";
    const deaf = jobs.process("first", () => Promise.reject(new AppError("unavailable", why)));
    await runJob(deaf, job, scheduled(1), never);
    expect(await rowOf(jobs, 1)).toMatchObject({ outcome: "failed", problem: why, rows: 0 });
    expect(await jobs.effects()).toEqual([]);
    expect(jobs.told).toEqual([]);
  });

  test("whose effect fails half-way leaves no half, and no word of the mistake's insides", async () => {
    const jobs = await jobsUnderTest(await open());
    const first = jobs.process("first", async () => answerOf(1));
    const broken = {
      ...first,
      take: async (...given: Parameters<typeof first.take>) => {
        await first.take(...given);
        throw new TypeError("undefined is not a function");
      },
    };
    await runJob(broken, job, scheduled(1), never);
    expect(await jobs.effects()).toEqual([]);
    const row = await rowOf(jobs, 1);
    expect(row?.outcome).toBe("failed");
    expect(row?.problem).not.toContain("undefined");
  });

  test("ends when the server stops, whether or not its source hears of it", async () => {
    const jobs = await jobsUnderTest(await open());
    const stopping = new AbortController();
    const deaf = jobs.process("first", () => {
      stopping.abort(stopped());
      return new Promise(() => undefined);
    });
    await runJob(deaf, job, scheduled(1), stopping.signal);
    expect(await rowOf(jobs, 1)).toMatchObject({ outcome: "failed", problem: stopped().message });
  });

  test("is heard of in every other process, once, and not of those before it began to listen", async () => {
    const jobs = await jobsUnderTest(await open());
    const run = (name: string, tick: number) =>
      runJob(
        jobs.process(name, async () => answerOf(tick)),
        job,
        scheduled(tick),
        never,
      );
    await run("first", 1);
    const [hears, runs] = [
      listenToOthers({ ...jobs, runner: "second" }),
      listenToOthers({ ...jobs, runner: "first" }),
    ];
    expect(await hears()).toEqual([]);
    await runs();
    await run("first", 2);
    await run("first", 3);
    expect(await hears()).toEqual([toldOf(2), toldOf(3)]);
    expect(await hears()).toEqual([]);
    expect(await runs()).toEqual([]);
    await run("second", 4);
    expect(await hears()).toEqual([]);
    expect(await runs()).toEqual([toldOf(4)]);
  });

  test("that brought something is known for as long as none after it did, the others for a week", async () => {
    const jobs = await jobsUnderTest(await open());
    const well = jobs.process("first", async () => answerOf(1));
    const away = jobs.process("first", () => Promise.reject(new AppError("unavailable", "Nobody answers.")));
    await runJob(well, job, scheduled(1), never);
    await runJob(well, job, scheduled(2), never);
    await runJob(away, job, scheduled(3), never);
    const tenDaysAgo = new Date(wallClock.nowMs() - 10 * 86_400_000);
    await jobs.store.db.update(jobRuns).set({ startedAt: tenDaysAgo, finishedAt: tenDaysAgo });
    await runJob(away, job, scheduled(4), never);
    expect((await listRuns(jobs, job, { limit: 9 })).runs.map(({ outcome }) => outcome)).toEqual([
      "failed",
      "succeeded",
    ]);
    await runJob(well, job, scheduled(5), never);
    await runJob(away, job, scheduled(6), never);
    expect(await rowOf(jobs, 2)).toBeUndefined();
  });

  test("is listed with the newest first, page by page", async () => {
    const jobs = await jobsUnderTest(await open());
    for (const tick of [1, 2, 3])
      await runJob(
        jobs.process("first", async () => answerOf(tick)),
        job,
        scheduled(tick),
        never,
      );
    const first = await listRuns(jobs, job, { limit: 2 });
    expect(first.runs.map(({ rows }) => rows)).toEqual([3, 2]);
    const second = await listRuns(jobs, job, { limit: 2, cursor: Number(first.next) });
    expect(second).toMatchObject({ runs: [{ rows: 1 }], next: null });
    expect(await listRuns(jobs, "discount-stock", { limit: 2 })).toEqual({ runs: [], next: null });
  });
});
