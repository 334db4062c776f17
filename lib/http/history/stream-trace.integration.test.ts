import { context } from "@opentelemetry/api";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startTelemetry, type TelemetryUnderTest } from "#lib/telemetry/testing/telemetry-under-test.ts";
import { streamOtlp } from "./stream-otlp.ts";
import { streamTrace } from "./stream-trace.ts";

let started: TelemetryUnderTest;
let traceId: string;
const signal = new AbortController().signal;

beforeEach(async () => {
  started = await startTelemetry({ environment: { LOG_STDOUT: "off" } });
  const { tracer } = started.telemetry.service("orders");
  const span = tracer.startSpan("POST /orders", {}, context.active());
  span.end();
  traceId = span.spanContext().traceId;
  await started.telemetry.flush();
});
afterEach(() => started.remove());

/** Two are answered at once, and no more than 64 may wait. */
function askTooMuch(): Promise<unknown> {
  const { history } = started.telemetry;
  const questions = Array.from({ length: 66 }, () => history.outlineTrace({ traceId, limit: 1 }));
  return Promise.allSettled(questions);
}

test.each([
  ["a trace", streamTrace],
  ["a trace as OTLP", streamOtlp],
])("%s is refused as a whole while too many questions wait, and had afterwards", async (_, stream) => {
  const refused = await stream(started, { traceId }, signal);
  const others = askTooMuch();
  await expect(refused.begin()).rejects.toMatchObject({
    code: "unavailable",
    reason: "too_many_queries",
    headers: { "retry-after": "2" },
  });
  await others;
  const answered = await stream(started, { traceId }, signal);
  await answered.begin();
  expect(JSON.stringify(await answered.json())).toContain("POST /orders");
});
