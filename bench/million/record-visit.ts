// One visit as a trace: spans through the services' own tracers, and a line of the log for each of them.
import {
  type Attributes,
  context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import type { Random } from "#lib/kernel/random.ts";
import { withRequestScope } from "#lib/telemetry/request-scope.ts";
import type { Telemetry } from "#lib/telemetry/types.ts";
import { sayLine } from "./messages.ts";
import type { Call } from "./shapes.ts";

export type Recorder = {
  telemetry: Telemetry;
  random: Random;
  /** The clock that log lines are stamped by. */
  setTime(atMs: number): void;
  counted: { spans: number; logs: number; traces: number };
};
type Visit = {
  requestId: string;
  tenantId: string;
  /** Said by the span that the visit begins with. */
  orderId: string | undefined;
  failing: Call | undefined;
};

/** One visit in a hundred fails, in one of its calls and in all that wait for it. */
const failingShare = 0.01;

export function recordVisit(recorder: Recorder, root: Call, atMs: number): void {
  const { random, counted } = recorder;
  const visit = {
    requestId: crypto.randomUUID(),
    tenantId: random.chance(0.3) ? "coupons" : "merch",
    orderId: root.operation.endsWith("/checkout") ? `ord_${crypto.randomUUID()}` : undefined,
    failing: random.chance(failingShare) ? random.pick(callsIn(root)) : undefined,
  };
  counted.traces += 1;
  recordCall(recorder, visit, { call: root, atMs });
}

function callsIn(call: Call): [Call, ...Call[]] {
  return [call, ...call.calls.flatMap(callsIn)];
}

type Place = { call: Call; atMs: number; caller?: { service: string; span: Span } };

/** When it ended, and whether it failed. */
function recordCall(recorder: Recorder, visit: Visit, { call, atMs, caller }: Place) {
  const { random, telemetry } = recorder;
  const scope = withRequestScope(ROOT_CONTEXT, visit);
  const open = (service: string, kind: SpanKind, parent: Span | undefined) =>
    telemetry
      .service(service)
      .tracer.startSpan(
        call.operation,
        { kind, startTime: atMs, attributes: attributesOf(call, kind, random) },
        parent ? trace.setSpan(scope, parent) : scope,
      );
  const waiting = caller && open(caller.service, SpanKind.CLIENT, caller.span);
  const working = open(call.service, SpanKind.SERVER, waiting);
  if (!caller && visit.orderId) working.setAttribute("order.id", visit.orderId);
  let endMs = atMs + random.lognormal(call.medianMs, 0.4) / 2;
  let failed = call === visit.failing;
  for (const next of call.calls) {
    const done = recordCall(recorder, visit, {
      call: next,
      atMs: endMs,
      caller: { service: call.service, span: working },
    });
    endMs = done.endMs;
    failed ||= done.failed;
  }
  // One call in a few hundred takes far longer than usual.
  endMs += random.lognormal(call.medianMs, 0.4) * (random.chance(0.003) ? 40 : 0.5);
  for (const span of [working, waiting]) if (span) close(recorder, scope, span, { call, endMs, failed });
  return { endMs, failed };
}

type End = { call: Call; endMs: number; failed: boolean };

function close(recorder: Recorder, scope: ReturnType<typeof withRequestScope>, span: Span, end: End): void {
  const { telemetry, random, counted, setTime } = recorder;
  setTime(end.endMs);
  const { level, message, attributes } = sayLine(random, counted.logs, end.failed);
  context.with(trace.setSpan(scope, span), () =>
    telemetry.service(end.call.service).log[level](message, attributes),
  );
  counted.logs += 1;
  if (end.call.kind === "http") span.setAttribute("http.response.status_code", end.failed ? 503 : 200);
  if (end.failed) span.setAttribute("error.type", "deadline_exceeded");
  if (end.failed) span.setStatus({ code: SpanStatusCode.ERROR, message: "no answer in time" });
  span.end(end.endMs);
  counted.spans += 1;
}

/** A page has as many paths as there are products. */
const pathOf = (route: string, random: Random) =>
  route.replace("[tenant]", "merch").replace("[slug]", `product-${random.integer(400)}`);

function attributesOf({ service, operation, kind }: Call, side: SpanKind, random: Random): Attributes {
  const peer = side === SpanKind.CLIENT ? { "server.address": service, "peer.service": service } : {};
  const [verb = "", subject = ""] = operation.split(" ");
  if (kind === "http")
    return {
      "http.request.method": verb,
      "http.route": subject,
      "url.path": pathOf(subject, random),
      ...peer,
    };
  return {
    "db.system.name": kind === "cache" ? "lru-cache" : "postgresql",
    "db.operation.name": verb,
    "db.collection.name": subject,
    "db.query.text": `${verb.toLowerCase()} ${subject} where key = $1`,
    ...peer,
  };
}
