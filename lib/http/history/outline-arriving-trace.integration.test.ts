import { afterEach, beforeEach, expect, test } from "vitest";
import { startTelemetry, type TelemetryUnderTest } from "#lib/telemetry/testing/telemetry-under-test.ts";
import { outlineArrivingTrace } from "./outline-arriving-trace.ts";

let started: TelemetryUnderTest;
beforeEach(async () => {
  started = await startTelemetry({ environment: { LOG_STDOUT: "off" } });
});
afterEach(() => started.remove());

/** Of a machine so busy that no time is left between two questions for anything to be put on record by itself. */
function hurried(meanwhile: () => void) {
  let elapsedMs = 0;
  return {
    monotonicMs: () => elapsedMs,
    async sleep(ms: number) {
      meanwhile();
      elapsedMs += ms;
    },
  };
}

test("a trace that ends while it is waited for is found, however busy the machine is", async () => {
  const span = started.telemetry.service("shop").tracer.startSpan("GET /shop");
  const ctx = { telemetry: started.telemetry, clock: hurried(() => span.end()) };
  const { traceId } = span.spanContext();
  expect(await outlineArrivingTrace(ctx, { traceId })).toMatchObject({ traceId });
});

test("one that never comes is waited for only so long", async () => {
  const ctx = { telemetry: started.telemetry, clock: hurried(() => undefined) };
  expect(await outlineArrivingTrace(ctx, { traceId: "0".repeat(31).concat("1") })).toBeUndefined();
});
