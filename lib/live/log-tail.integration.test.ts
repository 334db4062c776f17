import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { logTerms } from "#lib/contract/filter/log-terms.ts";
import { maxLinesPerSecond } from "#lib/contract/log-tail.ts";
import { wallClock } from "#lib/kernel/clock.ts";
import { AppError } from "#lib/kernel/errors.ts";
import type { LogHistory, TailBatch } from "#lib/telemetry/log-history.ts";
import { startTelemetry, type TelemetryUnderTest } from "#lib/telemetry/testing/telemetry-under-test.ts";
import { createLogTail, type LogTail } from "./log-tail.ts";

let directory: string;
let started: TelemetryUnderTest;
let tail: LogTail;
const leaving: AbortController[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "faultmart-tail-"));
  await start();
});
afterEach(async () => {
  for (const one of leaving.splice(0)) one.abort();
  tail.close();
  await started.telemetry.close();
  await rm(directory, { recursive: true, force: true });
});

async function start() {
  started = await startTelemetry({ directory, environment: { LOG_STDOUT: "off" } });
  tail = createLogTail({ telemetry: started.telemetry, clock: wallClock });
}

const say = (from: number, count: number) => {
  const { log } = started.telemetry.service("orders");
  for (let nth = from; nth < from + count; nth += 1) log.info(`line ${nth}`, { nth, even: nth % 2 === 0 });
};

/** A follower that has been greeted: whatever is said from here on it hears. */
async function follow(q = "", afterId?: number) {
  const left = new AbortController();
  leaving.push(left);
  const batches = tail.follow({ terms: logTerms({ q }), afterId }, left.signal);
  const greeting = await batches.next();
  let { position } = greeting.value as TailBatch;
  let skipped = 0;
  return {
    position: () => position,
    skipped: () => skipped,
    leave: () => left.abort(),
    /** The numbers that its lines carry, as soon as there are so many lines, heard or left out. */
    async hear(count: number): Promise<number[]> {
      const heard: number[] = [];
      while (heard.length + skipped < count) {
        const { value, done } = await batches.next();
        if (done) break;
        for (const { attributes } of value.lines) heard.push(Number(attributes.nth));
        skipped += value.skipped;
        position = value.position;
      }
      return heard;
    },
    ended: async () => {
      for (;;) if ((await batches.next()).done) return true;
    },
  };
}
const numbers = (from: number, count: number) => Array.from({ length: count }, (_, nth) => from + nth);

describe("who follows", () => {
  test("hears every line that fits, from the moment of joining on", async () => {
    say(0, 5);
    const all = await follow();
    const even = await follow("even:true");
    say(5, 20);
    expect(await all.hear(20)).toEqual(numbers(5, 20));
    expect(await even.hear(10)).toEqual(numbers(5, 20).filter((nth) => nth % 2 === 0));
  });

  test("goes on after a break without a gap, before the lines are in the warehouse", async () => {
    const first = await follow();
    say(0, 10);
    expect(await first.hear(10)).toEqual(numbers(0, 10));
    first.leave();
    say(10, 10);
    const second = await follow("", first.position());
    say(20, 10);
    expect(await second.hear(20)).toEqual(numbers(10, 20));
  });

  test("goes on after a break that nothing in memory reaches back to, in the middle of new lines", async () => {
    const first = await follow();
    say(0, 1);
    await first.hear(1);
    first.leave();
    say(1, 300);
    // More than memory holds: what was just said can be found in the warehouse alone, and is not there yet.
    const { log } = started.telemetry.service("noise");
    for (let nth = 0; nth < 11_000; nth += 1) log.info("noise");
    expect(started.telemetry.recentLogs.floorId()).toBeGreaterThan(first.position());
    const second = await follow("service:orders", first.position());
    say(301, 50);
    expect(await second.hear(350)).toEqual(numbers(1, 350));
    expect(second.skipped()).toBe(0);
  });

  test("goes on where another process was heard last", async () => {
    const first = await follow();
    say(0, 3);
    await first.hear(3);
    say(3, 4);
    await started.telemetry.close();
    await start();
    const second = await follow("service:orders", first.position());
    say(7, 2);
    expect(await second.hear(6)).toEqual(numbers(3, 6));
  });
});

describe("who comes back hears later what was missed", () => {
  test("when the warehouse refuses to be asked", async () => {
    let asked = 0;
    await hearAfterBreak(({ findLogsTaken }) => ({
      findLogsTaken(query) {
        asked += 1;
        if (asked > 1) return findLogsTaken(query);
        return Promise.reject(new AppError("unavailable", "Too many questions wait"));
      },
    }));
    expect(asked).toBe(2);
  });

  test("when the lines take too long to arrive in the warehouse", async () => {
    const arrivals: boolean[] = [];
    await hearAfterBreak(({ findLogsTaken, allArrived }) => ({
      async allArrived() {
        const arrived = arrivals.length > 0 && (await allArrived());
        arrivals.push(arrived);
        return arrived;
      },
      findLogsTaken: async (query) => (arrivals.at(-1) ? findLogsTaken(query) : { lines: [], left: 0 }),
    }));
    expect(arrivals).toEqual([false, true]);
  });

  async function hearAfterBreak(makeBusy: (history: LogHistory) => Partial<LogHistory>) {
    const first = await follow();
    say(0, 3);
    await first.hear(3);
    say(3, 2);
    await started.telemetry.close();
    await start();
    const { history, recentLogs } = started.telemetry;
    const busy = { ...history, ...makeBusy(history) };
    tail = createLogTail({ telemetry: { history: busy, recentLogs }, clock: wallClock });
    const second = await follow("service:orders", first.position());
    say(5, 2);
    expect(await second.hear(4)).toEqual(numbers(3, 4));
  }
});

describe("too much", () => {
  test("at once is a sample of all of it, and the rest is counted", async () => {
    const one = await follow();
    say(0, 2_000);
    const heard = await one.hear(2_000);
    expect(heard.length).toBeLessThanOrEqual(400);
    expect(heard.length + one.skipped()).toBe(2_000);
    expect(heard).toEqual([...new Set(heard)].sort((a, b) => a - b));
    expect(heard[0]).toBeLessThan(50);
    expect(heard.at(-1)).toBeGreaterThan(1_950);
  });

  test("for memory while a follower does not read is jumped over and counted, at the pace of every other line", async () => {
    const one = await follow();
    say(0, 25_000);
    const heard = await one.hear(25_000);
    expect(heard.length).toBeLessThanOrEqual(maxLinesPerSecond);
    expect(heard.length + one.skipped()).toBe(25_000);
    expect(one.position()).toBe(started.telemetry.recentLogs.newestId());
  });

  test("to catch up on is counted as well", async () => {
    const before = started.telemetry.recentLogs.newestId();
    say(0, 13_000);
    const one = await follow("service:orders", before);
    const heard = await one.hear(13_000);
    expect(heard.length + one.skipped()).toBe(13_000);
    expect(heard.length).toBeGreaterThanOrEqual(1_000);
  });

  test("in one answer is left out: a reader that does not read holds back little", async () => {
    const one = await follow();
    const { log } = started.telemetry.service("orders");
    for (let nth = 0; nth < 150; nth += 1) log.info("x".repeat(8_000), { nth });
    const heard = await one.hear(150);
    expect(heard.length * 8_000).toBeLessThan(1024 * 1024);
    expect(heard.length + one.skipped()).toBe(150);
  });

  test("who follows beyond the limit is refused, until somebody leaves", async () => {
    tail = createLogTail({ telemetry: started.telemetry, clock: wallClock }, { followers: 1 });
    const first = await follow();
    await expect(follow()).rejects.toMatchObject({ code: "unavailable" });
    first.leave();
    await first.ended();
    await follow();
  });
});

test("when the process stops, every follower ends and nobody new is let in", async () => {
  const one = await follow();
  tail.close();
  expect(await one.ended()).toBe(true);
  await expect(follow()).rejects.toMatchObject({ code: "unavailable" });
});
