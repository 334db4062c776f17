import { describe, expect, test } from "vitest";
import { MeshReport, ReportedCall, ReportedLog, ReportedSpan, ReportedState } from "./mesh-report.ts";

const span = {
  traceId: "0af7651916cd43dd8448eb211c80319c",
  spanId: "b7ad6b7169203331",
  parentSpanId: null,
  service: "payment-service",
  name: "authorize",
  kind: "server",
  start: [1_900_000_000, 0],
  end: [1_900_000_000, 0],
  status: "ok",
  statusMessage: null,
  attributes: {},
  events: [],
};
const log = {
  timestampMs: 1,
  level: "info",
  service: "payment-service",
  logger: "payment-service",
  message: "payment authorised",
  requestId: null,
  tenantId: null,
  traceId: null,
  spanId: null,
  sampled: false,
  attributes: {},
};
const call = { from: "payment-service", to: "db-service", latencyMs: 600_000, failed: false, agoMs: 900_000 };
const state = { answers: true, busy: 0, queued: 0, edges: [] };
const report = {
  service: "payment-service",
  instance: "7c1f7a52-7c0f-4c7c-9d5e-6f3f5a0f4d11",
  version: "1",
  sequence: 1,
  state,
  spans: [span],
  logs: [log],
  calls: [call],
};
const edge = { to: "db-service", breaker: "closed", retriesPerSecond: 0 };

test("a report of what can be is taken", () => {
  expect(MeshReport.safeParse(report).success).toBe(true);
});

describe("a number that cannot be is refused:", () => {
  test.each([
    ["a latency of hours", ReportedCall, { ...call, latencyMs: 600_001 }],
    ["a call of an hour ago", ReportedCall, { ...call, agoMs: 900_001 }],
    ["a line after the end of time", ReportedLog, { ...log, timestampMs: 8.65e15 }],
    ["a span after the end of time", ReportedSpan, { ...span, end: [8.65e12, 0] }],
    ["a span with too many nanoseconds", ReportedSpan, { ...span, end: [1_900_000_000, 1e9] }],
    ["a span that ends before it starts", ReportedSpan, { ...span, end: [1_899_999_999, 999_999_999] }],
    ["more at work than a process holds", ReportedState, { ...state, busy: 1e9 }],
    ["more that waits than a process holds", ReportedState, { ...state, queued: 1e9 }],
    ["more retries than calls", ReportedState, { ...state, edges: [{ ...edge, retriesPerSecond: 1e9 }] }],
    ["a sequence that never ends", MeshReport, { ...report, sequence: 1e13 }],
  ])("%s", (_, schema, value) => {
    expect(schema.safeParse(value).success).toBe(false);
  });
});
