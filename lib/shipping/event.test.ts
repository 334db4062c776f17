import { describe, expect, test } from "vitest";
import type { LogRecord } from "#lib/telemetry/logs/record.ts";
import { momentOf, readEvent, toEvent } from "./event.ts";

const record: LogRecord = {
  timestampMs: Date.UTC(2031, 0, 2, 3, 4, 5, 678),
  level: "warn",
  service: "payment-service",
  logger: "payment-service.breaker",
  message: 'it said "no"\nand left',
  requestId: "request-1",
  tenantId: "merch",
  traceId: "0af7651916cd43dd8448eb211c80319c",
  spanId: "b7ad6b7169203331",
  sampled: true,
  attributes: { attempt: 2, fatal: false, reason: null },
};
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[48][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("an event", () => {
  test("has the seven keys that the receiver knows, and no other", () => {
    const event = toEvent(record);
    expect(JSON.parse(event?.text ?? "")).toEqual({
      signal_id: expect.stringMatching(uuid),
      trace_id: "0af7651916cd43dd8448eb211c80319c",
      service_name: "payment-service",
      timestamp: "2031-01-02T03:04:05.678Z",
      level: "WARNING",
      message: 'it said "no"\nand left',
      attributes: {
        logger: "payment-service.breaker",
        request_id: "request-1",
        span_id: "b7ad6b7169203331",
        tenant_id: "merch",
        attempt: 2,
        fatal: false,
        reason: null,
      },
    });
  });

  test.each([
    ["info", "INFO"],
    ["warn", "WARNING"],
    ["error", "ERROR"],
    ["critical", "CRITICAL"],
  ] as const)("of level %s is %s there", (level, word) => {
    expect(JSON.parse(toEvent({ ...record, level })?.text ?? "")).toMatchObject({ level: word });
  });

  test("is not made of what is finer than INFO, nor of what shipping says of itself", () => {
    expect(toEvent({ ...record, level: "debug" })).toBeUndefined();
    expect(toEvent({ ...record, logger: "shipping" })).toBeUndefined();
  });

  test("without a trace is found by its request, and without either by nothing", () => {
    const traceOf = (given: LogRecord) => JSON.parse(toEvent(given)?.text ?? "").trace_id;
    expect(traceOf({ ...record, traceId: null })).toBe("request-1");
    expect(traceOf({ ...record, traceId: null, requestId: null })).toBe("");
  });

  test("that another process tells of twice is one event, and two of its lines are two", () => {
    const told = (origin: string) => toEvent(record, origin)?.signalId;
    expect(told("one/7/0")).toBe(told("one/7/0"));
    expect(told("one/7/0")).toMatch(uuid);
    expect(new Set([told("one/7/0"), told("one/7/1"), told("one/8/0"), told("two/7/0")]).size).toBe(4);
    expect(toEvent(record)?.signalId).not.toBe(toEvent(record)?.signalId);
  });

  test("is read back from its line, and a line that was cut is none", () => {
    const event = toEvent(record);
    expect(readEvent(event?.text ?? "")).toEqual(event);
    expect(momentOf(event?.text ?? "")).toBe(record.timestampMs);
    expect(readEvent(event?.text.slice(0, -1) ?? "")).toBeUndefined();
  });
});
