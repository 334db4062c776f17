import { expect, test } from "vitest";
import { readableDelta, readableEntries } from "./feed-entries.ts";

const reading = {
  status: "healthy",
  since: "2026-01-01T00:00:00.000Z",
  callsPerSecond: 1,
  errorRate: 0,
  latencyMs: 4,
  p95Ms: 9,
  calls: 3,
  busy: 0,
  queued: 0,
};

test("reads a service under any id, and the process only under the keys it has", () => {
  expect(readableEntries("services", { "db-service": reading })).toEqual({ "db-service": reading });
  expect(readableEntries("process", { toString: {}, sockets: { connected: 1 } })).toEqual({
    sockets: { connected: 1 },
  });
});

test("drops what is not shaped as agreed", () => {
  expect(readableEntries("services", { odd: { ...reading, status: "melting" } })).toEqual({});
  expect(readableEntries("traffic", { later: {} })).toEqual({});
});

test("an entry that became unreadable is gone, not old", () => {
  const delta = {
    feed: "services" as const,
    epoch: "one",
    seq: 2,
    changed: { good: reading, odd: { status: "melting" } },
    removed: ["left"],
  };
  expect(readableDelta(delta)).toEqual({ ...delta, changed: { good: reading }, removed: ["left", "odd"] });
});
