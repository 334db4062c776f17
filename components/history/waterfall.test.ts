import { describe, expect, test } from "vitest";
import { isoFromMicros } from "#lib/contract/micro-time.ts";
import type { Span, Trace } from "#lib/contract/trace.ts";
import { failureReason, firstFailures, waterfallRows } from "./waterfall.ts";

const baseUs = 1_767_571_200_000_000;

function span(
  spanId: string,
  parentSpanId: string | null,
  atMs: number,
  durationMs: number,
  failed = false,
): Span {
  return {
    spanId,
    parentSpanId,
    service: "orders",
    name: spanId,
    kind: "server",
    start: isoFromMicros(baseUs + atMs * 1_000),
    durationMs,
    status: failed ? "error" : "unset",
    statusMessage: null,
    tenantId: null,
    requestId: null,
    attributes: {},
    events: [],
  };
}

function traceOf(spans: Span[], durationMs = 100): Trace {
  return {
    traceId: "0".repeat(32),
    root: { service: "orders", name: "place" },
    start: isoFromMicros(baseUs),
    durationMs,
    services: ["orders"],
    spanCount: spans.length,
    errorCount: 0,
    status: "ok",
    spans,
  };
}

const shape = (spans: Span[]) =>
  waterfallRows(traceOf(spans)).map((row) => [row.span.spanId, row.depth, row.orphan]);

describe("the rows of a waterfall", () => {
  test("follow their parent, in the order of their start", () => {
    const spans = [
      span("a", null, 0, 100),
      span("b", "a", 5, 20),
      span("d", "a", 6, 10),
      span("c", "b", 10, 5),
    ];
    expect(shape(spans)).toEqual([
      ["a", 0, false],
      ["b", 1, false],
      ["c", 2, false],
      ["d", 1, false],
    ]);
  });

  test("stand at the top, marked, when their parent is not there", () => {
    const spans = [span("a", "elsewhere", 0, 100), span("b", "lost", 5, 20), span("c", "b", 6, 1)];
    expect(shape(spans)).toEqual([
      ["a", 0, true],
      ["b", 0, true],
      ["c", 1, false],
    ]);
  });

  test("are each there once, even if spans call themselves their parents", () => {
    const spans = [span("a", "a", 0, 1), span("b", "c", 1, 1), span("c", "b", 2, 1)];
    expect(shape(spans).map(([id]) => id)).toEqual(["a", "b", "c"]);
  });

  test("are placed by start and duration, to the microsecond", () => {
    const [row] = waterfallRows(traceOf([span("a", null, 0.25, 0.5)], 1));
    expect(row).toMatchObject({ offsetMs: 0.25, leftPercent: 25, widthPercent: 50 });
  });

  test("of a trace that took no time are at its start", () => {
    const [row] = waterfallRows(traceOf([span("a", null, 0, 0)], 0));
    expect(row).toMatchObject({ leftPercent: 0, widthPercent: 0 });
  });
});

test("a failure began where nobody further down failed", () => {
  const spans = [
    span("gateway", null, 0, 100, true),
    span("orders", "gateway", 5, 90, true),
    span("payments", "orders", 10, 20, true),
    span("stock", "orders", 40, 20),
    span("database", "orders", 70, 20, true),
  ];
  expect(firstFailures(spans).map(({ spanId }) => spanId)).toEqual(["payments", "database"]);
});

test("a failure says why: in its status, else by its exception, else by its kind", () => {
  const failed = { ...span("charge", null, 0, 1, true), attributes: { "error.type": "timeout" } };
  const exception = {
    name: "exception",
    timestamp: failed.start,
    attributes: { "exception.message": "too late" },
  };
  expect(failureReason({ ...failed, statusMessage: "declined", events: [exception] })).toBe("declined");
  expect(failureReason({ ...failed, events: [exception] })).toBe("too late");
  expect(failureReason(failed)).toBe("timeout");
  expect(failureReason({ ...failed, attributes: {} })).toBeUndefined();
});
