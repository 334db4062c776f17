import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { afterEach, beforeEach, expect, test } from "vitest";
import { wallClock } from "#lib/kernel/clock.ts";
import { startTelemetry, type TelemetryUnderTest } from "#lib/telemetry/testing/telemetry-under-test.ts";
import { findUnbroken } from "./find-unbroken.ts";

let started: TelemetryUnderTest;
beforeEach(async () => {
  started = await startTelemetry({ environment: { LOG_STDOUT: "off" } });
});
afterEach(() => started.remove());

const baseMs = Date.UTC(2026, 0, 5);
type Request = { name?: string; atMs: number; callFails?: boolean; within?: string };

/** A request and its one call; answers with the trace's id. */
function record({ name = "POST /checkout", atMs, callFails = false, within }: Request): string {
  const { tracer } = started.telemetry.service("gateway");
  const open = (operation: string, parent = ROOT_CONTEXT) =>
    tracer.startSpan(operation, { kind: SpanKind.SERVER, startTime: baseMs + atMs }, parent);
  const outer = within === undefined ? undefined : open(within);
  const request = open(name, outer ? trace.setSpan(ROOT_CONTEXT, outer) : ROOT_CONTEXT);
  const call = open("charge", trace.setSpan(ROOT_CONTEXT, request));
  if (callFails) call.setStatus({ code: SpanStatusCode.ERROR });
  for (const span of [call, request, outer]) span?.end(baseMs + atMs + 10);
  return request.spanContext().traceId;
}

async function unbrokenFor(traceId: string) {
  await started.telemetry.flush();
  return findUnbroken({ telemetry: started.telemetry, clock: wallClock }, { traceId });
}

test("the last request of the same kind before it in which nothing failed", async () => {
  record({ atMs: 0 });
  const before = record({ atMs: 1_000 });
  record({ atMs: 2_000, callFails: true });
  record({ atMs: 3_000, name: "GET /cart" });
  record({ atMs: 4_000, within: "POST /batch" });
  const failed = record({ atMs: 5_000, callFails: true });
  record({ atMs: 6_000 });
  expect(await unbrokenFor(failed)).toBe(before);
});

test("where none came before it, the newest after it", async () => {
  const failed = record({ atMs: 0, callFails: true });
  record({ atMs: 1_000 });
  const newest = record({ atMs: 2_000 });
  expect(await unbrokenFor(failed)).toBe(newest);
});

test("none where every other failed as well, and nothing of a trace that is not kept", async () => {
  record({ atMs: 0, callFails: true });
  expect(await unbrokenFor(record({ atMs: 1_000, callFails: true }))).toBeNull();
  expect(await unbrokenFor("0".repeat(32))).toBeUndefined();
});
