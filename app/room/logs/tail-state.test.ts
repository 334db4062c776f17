import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LogLine } from "#lib/contract/log-answers.ts";
import { isoFromMicros } from "#lib/contract/micro-time.ts";
import { isFull, mostLive, mostShown, mostWaiting, type TailAction, tailOf, tailStep } from "./tail-state.ts";

const line = (id: number): LogLine => ({
  id: String(id),
  timestamp: isoFromMicros(1_700_000_000_000_000 + id),
  level: "info",
  service: "orders",
  logger: "orders",
  message: `line ${id}`,
  requestId: null,
  traceId: null,
  spanId: null,
  tenantId: null,
  attributes: {},
});
const lines = (from: number, count: number) => Array.from({ length: count }, (_, nth) => line(from + nth));
const batch = (from: number, count: number, skipped = 0): TailAction => ({
  kind: "batch",
  batch: { lines: lines(from, count), skipped, dropped: 0 },
});
const start = tailOf({ logs: [line(2), line(1)], next: null });
const run = (...actions: TailAction[]) => actions.reduce(tailStep, start);
const ids = ({ shown }: { shown: readonly LogLine[] }) => shown.map(({ id }) => Number(id));

test("live, new lines stand on top", () => {
  expect(ids(run(batch(3, 2), batch(5, 1)))).toEqual([5, 4, 3, 2, 1]);
});

test("paused, they wait and are counted; resumed, they are all there", () => {
  const paused = run({ kind: "pause" }, batch(3, 2));
  expect(ids(paused)).toEqual([2, 1]);
  expect(paused.waiting).toHaveLength(2);
  expect(ids(tailStep(paused, { kind: "resume" }))).toEqual([4, 3, 2, 1]);
});

test("a line that came twice is shown once", () => {
  expect(ids(run(batch(2, 2), { kind: "pause" }, batch(3, 2), batch(3, 2), { kind: "resume" }))).toEqual([
    4, 3, 2, 1,
  ]);
});

test("what waits is bounded: after a long pause the list goes on below the newest", () => {
  const resumed = run({ kind: "pause" }, batch(3, mostWaiting), batch(3 + mostWaiting, 7), {
    kind: "resume",
  });
  const oldest = 3 + 7;
  expect(resumed.shown).toHaveLength(mostWaiting);
  expect(ids(resumed).at(-1)).toBe(oldest);
  expect(resumed.next).toBe(`${1_700_000_000_000_000 + oldest}-${oldest}`);
});

test("what is shown live is bounded, and what went is found below", () => {
  const full = run(batch(3, mostLive));
  expect(full.shown).toHaveLength(mostLive);
  expect(full.next).toBe("1700000000000003-3");
});

test("older lines go on below, until there are too many", () => {
  const older = tailStep(tailOf({ logs: [line(9)], next: "8-8" }), {
    kind: "older",
    list: { logs: [line(9), line(7)], next: null },
  });
  expect(ids(older)).toEqual([9, 7]);
  expect(older.next).toBeNull();
  expect(isFull(older)).toBe(false);
  expect(isFull({ ...older, shown: lines(0, mostShown), next: "1-1" })).toBe(true);
});

test("what was left out adds up", () => {
  const told = run(batch(3, 1, 10), { kind: "batch", batch: { lines: [], skipped: 5, dropped: 3 } });
  expect(told).toMatchObject({ skipped: 15, dropped: 3 });
});

describe("however often it is paused", () => {
  test("in the end every line is there once, in order", () => {
    const step = fc.constantFrom("pause" as const, "resume" as const, "batch" as const);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let [state, id] = [start, 3];
        for (const kind of steps) {
          state = tailStep(state, kind === "batch" ? batch(id, 3) : { kind });
          if (kind === "batch") id += 3;
        }
        expect(ids(tailStep(state, { kind: "resume" }))).toEqual(
          Array.from({ length: id - 1 }, (_, nth) => id - 1 - nth),
        );
      }),
    );
  });
});
