import { TraceFlags } from "@opentelemetry/api";
import { describe, expect, test } from "vitest";
import { longestWaitMs, readEnvelope, writeEnvelope } from "./envelope.ts";
import type { Envelope } from "./types.ts";

const call = { service: "payment-service", operation: "charge", input: { amountMinor: 1 } };
const envelope: Envelope = {
  ...call,
  caller: "order-service",
  requestId: "checkout-2031.11:42",
  tenantId: "merch",
  visitorId: "visitor-7",
  path: "0.2.1",
  remainingMs: 740,
  parent: {
    traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
    spanId: "00f067aa0ba902b7",
    traceFlags: TraceFlags.SAMPLED,
  },
};

const read = (headers: Record<string, string>) => readEnvelope(new Headers(headers), call);

describe("an envelope", () => {
  test("is the same after a hop", () => {
    const { parent, ...rest } = read(writeEnvelope(envelope));
    const { parent: sent, ...sentRest } = envelope;
    expect(rest).toEqual(sentRest);
    expect(parent).toMatchObject({ ...sent });
  });

  test("travels in the headers that other systems know", () => {
    expect(writeEnvelope(envelope)).toEqual({
      "content-type": "application/json",
      traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
      baggage: "tenant_id=merch,visitor_id=visitor-7",
      "x-request-id": "checkout-2031.11:42",
      "x-caller": "order-service",
      "x-call-path": "0.2.1",
      "x-deadline-ms": "740",
    });
  });

  test("leaves out what it does not have", () => {
    const bare: Envelope = {
      ...envelope,
      caller: undefined,
      tenantId: undefined,
      visitorId: undefined,
      parent: undefined,
    };
    const headers = writeEnvelope(bare);
    expect(Object.keys(headers).sort()).toEqual([
      "content-type",
      "x-call-path",
      "x-deadline-ms",
      "x-request-id",
    ]);
    expect(read(headers)).toEqual(bare);
  });

  test("says that a caller still waits as long as it is on its way", () => {
    expect(writeEnvelope({ ...envelope, remainingMs: 0.4 })["x-deadline-ms"]).toBe("1");
    expect(writeEnvelope({ ...envelope, remainingMs: 99.7 })["x-deadline-ms"]).toBe("99");
  });
});

describe("what anybody may have sent", () => {
  test("nothing at all is a call from outside", () => {
    const { requestId, ...rest } = read({});
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(rest).toEqual({
      ...call,
      caller: undefined,
      tenantId: undefined,
      visitorId: undefined,
      path: "0",
      remainingMs: 10_000,
      parent: undefined,
    });
  });

  test.each([
    ["x-caller", "../etc", "caller", undefined],
    ["x-caller", "a".repeat(64), "caller", undefined],
    ["x-call-path", "0..1", "path", "0"],
    ["x-call-path", "0.1; drop", "path", "0"],
    ["x-call-path", Array.from({ length: 40 }, () => "0").join("."), "path", "0"],
    ["x-call-path", "9".repeat(33), "path", "0"],
    ["x-deadline-ms", "soon", "remainingMs", 10_000],
    ["x-deadline-ms", "-1", "remainingMs", 10_000],
    ["x-deadline-ms", "1e9", "remainingMs", 10_000],
    ["x-deadline-ms", "999999999", "remainingMs", longestWaitMs],
    ["baggage", "tenant_id=everyone", "tenantId", undefined],
    ["baggage", "visitor_id=a%20b", "visitorId", undefined],
    ["baggage", `visitor_id=${"v".repeat(129)}`, "visitorId", undefined],
    ["baggage", ";;;===,,", "tenantId", undefined],
    ["traceparent", "00-00000000000000000000000000000000-00f067aa0ba902b7-01", "parent", undefined],
    ["traceparent", "garbage", "parent", undefined],
  ] as const)("%s: %s is not believed", (name, value, field, seen) => {
    expect(read({ [name]: value })[field]).toBe(seen);
  });

  test("a request id that would not fit a log line is replaced", () => {
    expect(read({ "x-request-id": "short" }).requestId).toMatch(/^[0-9a-f-]{36}$/);
  });
});
