import { expect, test } from "vitest";
import type { Span } from "#lib/contract/trace-answers.ts";
import { failureReason, shareOf } from "./waterfall.ts";

const failed: Span = {
  spanId: "charge",
  parentSpanId: null,
  service: "payments",
  name: "charge",
  kind: "server",
  start: "2026-01-05T00:00:00.000000Z",
  durationMs: 1,
  status: "error",
  statusMessage: null,
  tenantId: null,
  requestId: null,
  attributes: { "error.type": "timeout" },
  events: [],
};

test("a failure says why: in its status, else by its exception, else by its kind", () => {
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

test("a share lies within its whole, and of nothing there is none", () => {
  expect([shareOf(1, 4), shareOf(5, 4), shareOf(-1, 4), shareOf(1, 0)]).toEqual([25, 100, 0, 0]);
});
