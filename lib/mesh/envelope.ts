// An envelope as HTTP headers, there and back. Anybody can post to a hop, so what is read is believed only where its
// format is right: everything else counts as not given.
import { type Context, propagation, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from "@opentelemetry/core";
import { ServiceId } from "#lib/contract/mesh.ts";
import { Tenant } from "#lib/contract/tenant.ts";
import { takeRequestId } from "#lib/kernel/ids.ts";
import type { Envelope } from "./types.ts";

/** Its own instance: what crosses a hop must not depend on what a process has registered. */
const propagator = new CompositePropagator({
  propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()],
});

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
  propagator.inject(contextOf(envelope), headers, {
    set: (carrier: HopHeaders, key, value) => {
      carrier[key] = value;
    },
  });
  return headers;
}

function contextOf({ parent, tenantId, visitorId }: Envelope): Context {
  const traced = parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
  if (tenantId === undefined && visitorId === undefined) return traced;
  const baggage = propagation.createBaggage({
    ...(tenantId === undefined ? {} : { tenant_id: { value: tenantId } }),
    ...(visitorId === undefined ? {} : { visitor_id: { value: visitorId } }),
  });
  return propagation.setBaggage(traced, baggage);
}

export function readEnvelope(
  headers: Headers,
  call: { service: string; operation: string; input: unknown },
): Envelope {
  const carried = propagator.extract(ROOT_CONTEXT, headers, {
    get: (carrier: Headers, key) => carrier.get(key) ?? undefined,
    keys: (carrier: Headers) => [...carrier.keys()],
  });
  const baggage = propagation.getBaggage(carried);
  const tenant = Tenant.safeParse(baggage?.getEntry("tenant_id")?.value);
  const caller = ServiceId.safeParse(headers.get("x-caller"));
  return {
    ...call,
    caller: caller.success ? caller.data : undefined,
    requestId: takeRequestId(headers.get("x-request-id") ?? undefined),
    tenantId: tenant.success ? tenant.data : undefined,
    visitorId: matching(visitorPattern, baggage?.getEntry("visitor_id")?.value),
    path: matching(pathPattern, headers.get("x-call-path")) ?? "0",
    remainingMs: remainingMs(headers.get("x-deadline-ms")),
    parent: trace.getSpanContext(carried),
  };
}

function matching(pattern: RegExp, text: string | null | undefined): string | undefined {
  return typeof text === "string" && pattern.test(text) ? text : undefined;
}

function remainingMs(text: string | null): number {
  const given = Number(matching(deadlinePattern, text) ?? defaultWaitMs);
  return Math.min(longestWaitMs, given);
}
