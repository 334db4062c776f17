// Two processes' queues on one real PostgreSQL.
import { afterEach, describe, expect, inject, test } from "vitest";
import { openStore } from "#lib/store/open.ts";
import { createDatabase } from "#lib/store/testing/postgres-databases.ts";
import type { Store } from "#lib/store/types.ts";
import { openPostgresQueue } from "./postgres-queue.ts";
import { quietLog } from "./testing/jobs-under-test.ts";
import type { DoOrder, JobOrder } from "./types.ts";

const postgres = inject("postgresServer");
const job = "vendor-status";
const scheduled = (tick: number): JobOrder => ({ tick, trigger: "schedule" });
const silent = { info: () => undefined, exception: () => undefined };

describe.skipIf(postgres === undefined)("the queue on PostgreSQL", { timeout: 120_000 }, () => {
  const opened = new Set<() => Promise<void>>();
  afterEach(async () => {
    for (const close of [...opened].reverse()) await close();
    opened.clear();
  });

  async function twoProcesses(perform: DoOrder) {
    const database = await createDatabase(postgres?.url ?? "", postgres?.template);
    opened.add(() => database.drop());
    const open = async (name: string, nth: number) => {
      const store = await openStore({ databaseUrl: database.url, poolSize: 4, dataDir: "", log: silent });
      opened.add(() => store.close());
      const queue = await openPostgresQueue({
        store: store as Extract<Store, { kind: "postgres" }>,
        perform: (...order) => perform(...order),
        log: quietLog,
      });
      opened.add(() => queue.close());
      return { name, nth, queue };
    };
    // Both make what is not there yet.
    return Promise.all(["first", "second"].map(open));
  }

  test("gives an order to one of those who ask for it, and takes no other until it is done", async () => {
    const done: number[] = [];
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
    const processes = await twoProcesses(async (_job, { tick }) => {
      done.push(tick);
      await mayEnd;
    });
    const sent = await Promise.all(processes.map(({ queue }) => queue.send(job, scheduled(1))));
    expect(sent.filter(Boolean)).toHaveLength(1);
    await expect.poll(() => done, { timeout: 60_000 }).toEqual([1]);
    const [first] = processes;
    expect(await first?.queue.send(job, scheduled(2))).toBe(false);
    expect(await first?.queue.send("discount-stock", scheduled(2))).toBe(true);
    end();
    await expect.poll(() => done, { timeout: 60_000 }).toEqual([1, 2]);
    await expect.poll(() => first?.queue.send(job, scheduled(3)), { timeout: 60_000 }).toBe(true);
  });

  test("gives an order that could not be carried out again, as often as is of use", async () => {
    let attempts = 0;
    const [first] = await twoProcesses(async () => {
      attempts += 1;
      if (attempts < 2) throw new Error("the database did not answer");
    });
    await first?.queue.send(job, scheduled(1));
    await expect.poll(() => attempts, { timeout: 60_000 }).toBe(2);
  });

  test("closes when what is under way has given up", async () => {
    const ended: unknown[] = [];
    const { promise: underWay, resolve: begun } = Promise.withResolvers<void>();
    const [first] = await twoProcesses(async (_job, _order, signal) => {
      begun();
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      ended.push((signal.reason as Error).message);
    });
    await first?.queue.send(job, scheduled(1));
    await underWay;
    for (const close of [...opened].reverse()) await close();
    opened.clear();
    expect(ended).toHaveLength(1);
    expect(String(ended[0])).toContain("stopped");
  });
});
