import { expect, test } from "vitest";
import { Readiness } from "#lib/contract/probes.ts";
import { type Clock, wallClock } from "#lib/kernel/clock.ts";
import { checkReadiness } from "./check-readiness.ts";

const clock: Clock = { ...wallClock, nowMs: () => Date.UTC(2031, 0, 2, 3, 4, 5, 6) };
const works = async () => {};
const fails = async () => {
  throw new Error("the database does not answer");
};

test("a process whose parts all work is ready", async () => {
  const readiness = await checkReadiness({ clock, readiness: { database: works, accepting: works } });
  expect(readiness).toEqual({
    status: "ready",
    checks: { database: true, accepting: true },
    timestamp: "2031-01-02T03:04:05.006Z",
  });
  expect(Readiness.parse(readiness)).toEqual(readiness);
});

test("one part that fails makes it not ready, and is named; the others keep their own word", async () => {
  const { status, checks } = await checkReadiness({
    clock,
    readiness: { database: fails, accepting: works },
  });
  expect(status).toBe("not_ready");
  expect(checks).toEqual({ database: false, accepting: true });
});

test("a part that throws before it waits counts as failed", async () => {
  const throws = () => {
    throw new Error("closed");
  };
  const { status, checks } = await checkReadiness({
    clock,
    readiness: { database: throws, accepting: works },
  });
  expect(status).toBe("not_ready");
  expect(checks).toEqual({ database: false, accepting: true });
});

test("parts are asked at the same time, not one after the other", async () => {
  const begun: string[] = [];
  const gate = Promise.withResolvers<void>();
  const waits = (name: string) => async () => {
    begun.push(name);
    if (begun.length === 2) gate.resolve();
    await gate.promise;
  };
  await checkReadiness({ clock, readiness: { database: waits("database"), cache: waits("cache") } });
  expect(begun).toEqual(["database", "cache"]);
});
