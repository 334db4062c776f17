import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Logger } from "#lib/telemetry/types.ts";
import { createReachability, type Reachability } from "./reachability.ts";

let lines: string[];
let answer: () => Promise<void>;
let probes: number;
let reachability: Reachability;

const write = (level: string) => (message: string) => void lines.push(`${level}: ${message}`);
const log: Logger = {
  debug: write("debug"),
  info: write("info"),
  warn: write("warn"),
  error: write("error"),
  critical: write("critical"),
  exception: write("exception"),
  named: () => log,
};
const works = async () => {};
const fails = async () => {
  throw new Error("connection refused");
};
const afterMs = (durationMs: number) => vi.advanceTimersByTimeAsync(durationMs);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  lines = [];
  probes = 0;
  answer = works;
  reachability = createReachability(() => {
    probes += 1;
    return answer();
  }, log);
});
afterEach(() => {
  reachability.close();
  vi.useRealTimers();
});

describe("what a process knows of its database", () => {
  test("is that it is there, until a probe says otherwise; that is logged once", async () => {
    expect(reachability.reachable()).toBe(true);
    await afterMs(10_000);
    expect(probes).toBe(5);
    answer = fails;
    await afterMs(2_000);
    expect(reachability.reachable()).toBe(false);
    await afterMs(10_000);
    expect(lines).toEqual(["exception: the database stopped answering"]);
  });

  test("is that it is back as soon as a probe succeeds", async () => {
    answer = fails;
    await afterMs(2_000);
    answer = works;
    await afterMs(2_000);
    expect(reachability.reachable()).toBe(true);
    expect(lines.at(-1)).toBe("info: the database answers again");
  });

  test("waits for a slow probe instead of piling up more, and notices within five seconds", async () => {
    const slow = Promise.withResolvers<void>();
    answer = () => slow.promise;
    await afterMs(2_000);
    await afterMs(2_000);
    expect(probes).toBe(1);
    slow.reject(new Error("no answer within two seconds"));
    await afterMs(0);
    expect(reachability.reachable()).toBe(false);
  });

  test("counts a probe that fails with nothing as failed", async () => {
    answer = () => Promise.reject(undefined);
    await afterMs(2_000);
    expect(reachability.reachable()).toBe(false);
  });

  test("is asked for no more once closed, and a probe that was under way says nothing", async () => {
    const last = Promise.withResolvers<void>();
    answer = () => last.promise;
    await afterMs(2_000);
    reachability.close();
    last.reject(new Error("the pool was closed"));
    await afterMs(10_000);
    expect(probes).toBe(1);
    expect(lines).toEqual([]);
  });
});
