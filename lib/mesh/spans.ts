// How the mesh names and ends its spans: by the semantic conventions for HTTP and databases.
import { type Attributes, type Context, type Span, SpanKind, SpanStatusCode } from "@opentelemetry/api";
import type { Clock } from "#lib/kernel/clock.ts";
import { toHrTime } from "#lib/telemetry/hr-time.ts";
import { startWithin } from "#lib/telemetry/request-scope.ts";
import type { ServiceTelemetry } from "#lib/telemetry/types.ts";
import type { OperationSpec } from "./types.ts";

export type Side = "client" | "server";

export type CallSpan = {
  readonly span: Span;
  nowMs(): number;
  /** Returns how long it took. */
  end(outcome: Outcome): number;
};

export type Outcome = { status: number; errorType?: string | undefined; failed: boolean };

export function routeOf(operation: Pick<OperationSpec, "service" | "name">): string {
  return `/services/${operation.service}/${operation.name}`;
}

type Start = {
  clock: Clock;
  telemetry: ServiceTelemetry;
  operation: OperationSpec;
  side: Side;
  parent: Context;
  attributes?: Attributes | undefined;
};

export function startCallSpan({ clock, telemetry, operation, side, parent, attributes }: Start): CallSpan {
  const startedMs = clock.nowMs();
  const monotonicMs = clock.monotonicMs();
  const { name, kind, facts } = openingOf(operation, side);
  const options = {
    kind,
    startTime: toHrTime(startedMs),
    attributes: attributes ? { ...facts, ...attributes } : facts,
  };
  const span = startWithin(parent, () => telemetry.tracer.startSpan(name, options, parent));
  return {
    span,
    nowMs: () => startedMs + clock.monotonicMs() - monotonicMs,
    end({ status, errorType, failed }) {
      const durationMs = clock.monotonicMs() - monotonicMs;
      if (status > 0 && !operation.statement) span.setAttribute("http.response.status_code", status);
      if (errorType) span.setAttribute("error.type", errorType);
      if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end(toHrTime(startedMs + durationMs));
      return durationMs;
    },
  };
}

type Opening = { name: string; kind: SpanKind; facts: Attributes };
const openings = {
  client: new WeakMap<OperationSpec, Opening>(),
  server: new WeakMap<OperationSpec, Opening>(),
};

/** Put together once for each operation: the tracer copies what it is given. */
function openingOf(operation: OperationSpec, side: Side): Opening {
  const known = openings[side].get(operation);
  if (known) return known;
  const opening = {
    name: spanName(operation),
    kind: side === "client" ? SpanKind.CLIENT : SpanKind.SERVER,
    facts: startAttributes(operation, side),
  };
  openings[side].set(operation, opening);
  return opening;
}

function spanName({ service, name, statement }: OperationSpec): string {
  return statement ? `${statement.operation} ${statement.collection}` : `POST ${routeOf({ service, name })}`;
}

function startAttributes(operation: OperationSpec, side: Side): Attributes {
  const { service, statement } = operation;
  const peer = side === "client" ? { "server.address": service, "peer.service": service } : {};
  if (statement) {
    return {
      "db.system.name": statement.system,
      "db.operation.name": statement.operation,
      "db.collection.name": statement.collection,
      ...(statement.text ? { "db.query.text": statement.text } : {}),
      ...peer,
    };
  }
  const route = routeOf(operation);
  const place = side === "client" ? { "url.template": route } : { "http.route": route, "url.path": route };
  return { "http.request.method": "POST", ...place, ...peer };
}
