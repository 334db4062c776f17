// An envelope as HTTP headers, there and back. Anybody can post to a hop, so what is read is believed only where its
// format is right: everything else counts as not given.
import { createTraceState, isSpanContextValid, type SpanContext } from "@opentelemetry/api";
import { parseKeyPairsIntoRecord, parseTraceParent } from "@opentelemetry/core";
import { ServiceId } from "#lib/contract/mesh.ts";
import { Tenant } from "#lib/contract/tenant.ts";
import { takeRequestId } from "#lib/kernel/ids.ts";
import type { Envelope } from "./types.ts";

/** Nobody waits longer for a hop; a caller that does not say how long it waits gets the default. */
export const longestWaitMs = 60_000;
const defaultWaitMs = 10_000;

const visitorPattern = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;
const pathPattern = /^[A-Za-z0-9_:-]{1,32}(\.[A-Za-z0-9_:-]{1,32}){0,31}$/;
const deadlinePattern = /^\d{1,9}(\.\d{1,9})?$/;

export type HopHeaders = Record<string, string>;

export function writeEnvelope(envelope: Envelope): HopHeaders {
  const headers: HopHeaders = {
    "content-type": "application/json",
    "x-request-id": envelope.requestId,
    "x-call-path": envelope.path,
    "x-deadline-ms": String(Math.max(1, Math.floor(envelope.remainingMs))),
  };
  if (envelope.caller !== undefined) headers["x-caller"] = envelope.caller;
  if (envelope.parent) writeTrace(headers, envelope.parent);
  const baggage = baggageOf(envelope);
  if (baggage) headers.baggage = baggage;
  return headers;
}

/** As the propagators of OpenTelemetry write it, without a context in between. */
function writeTrace(headers: HopHeaders, parent: SpanContext): void {
  if (!isSpanContextValid(parent)) return;
  const { traceId, spanId, traceFlags, traceState } = parent;
  headers.traceparent = `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`;
  if (traceState) headers.tracestate = traceState.serialize();
}

function baggageOf({ tenantId, visitorId }: Envelope): string {
  const tenant = tenantId === undefined ? "" : `tenant_id=${encodeURIComponent(tenantId)}`;
  if (visitorId === undefined) return tenant;
  return `${tenant}${tenant && ","}visitor_id=${encodeURIComponent(visitorId)}`;
}

export function readEnvelope(
  headers: Pick<Headers, "get">,
  call: { service: string; operation: string; input: unknown },
): Envelope {
  const carried = parseKeyPairsIntoRecord(headers.get("baggage") ?? undefined);
  const tenant = Tenant.safeParse(carried.tenant_id);
  const caller = ServiceId.safeParse(headers.get("x-caller"));
  return {
    ...call,
    caller: caller.success ? caller.data : undefined,
    requestId: takeRequestId(headers.get("x-request-id") ?? undefined),
    tenantId: tenant.success ? tenant.data : undefined,
    visitorId: matching(visitorPattern, carried.visitor_id),
    path: matching(pathPattern, headers.get("x-call-path")) ?? "0",
    remainingMs: remainingMs(headers.get("x-deadline-ms")),
    parent: readTrace(headers),
  };
}

function readTrace(headers: Pick<Headers, "get">): SpanContext | undefined {
  const parent = parseTraceParent(headers.get("traceparent") ?? "");
  if (!parent) return undefined;
  const state = headers.get("tracestate");
  return { ...parent, isRemote: true, ...(state ? { traceState: createTraceState(state) } : {}) };
}

function matching(pattern: RegExp, text: string | null | undefined): string | undefined {
  return typeof text === "string" && pattern.test(text) ? text : undefined;
}

function remainingMs(text: string | null): number {
  const given = Number(matching(deadlinePattern, text) ?? defaultWaitMs);
  return Math.min(longestWaitMs, given);
}
