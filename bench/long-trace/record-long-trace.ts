// One trace of many spans, recorded through the services' own tracers and loggers as every other.
import {
  type Context,
  context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import type { Random } from "#lib/kernel/random.ts";
import type { Telemetry } from "#lib/telemetry/types.ts";

export type LongTraceRecorder = {
  telemetry: Telemetry;
  random: Random;
  /** The clock that log lines are stamped by. */
  setTime(atMs: number): void;
};

type Call = {
  /** This many spans in all, the call's own among them. */
  spans: number;
  fromMs: number;
  toMs: number;
  depth: number;
};

const services = [
  "order-service",
  "inventory-service",
  "payment-service",
  "db-service",
  "cache-service",
] as const;
const operations = ["read stock", "POST /reserve", "update orders", "get price", "POST /charge"] as const;
const failingShare = 0.002;
const loggingShare = 0.03;
/** What waits to be kept is bounded, so whoever records much waits for it. */
const settleEvery = 500;

export async function recordLongTrace(
  recorder: LongTraceRecorder,
  spans: number,
  startMs: number,
): Promise<string> {
  const { telemetry } = recorder;
  const lasting = Math.max(50, spans * 1.2);
  const whole: Call = { spans, fromMs: startMs, toMs: startMs + lasting, depth: 0 };
  const root = telemetry
    .service("api-gateway")
    .tracer.startSpan("POST /api/import", { kind: SpanKind.SERVER, startTime: startMs }, ROOT_CONTEXT);
  const waiting: { call: Call; parent: Context }[] = callsOf(recorder, whole).map((call) => ({
    call,
    parent: trace.setSpan(ROOT_CONTEXT, root),
  }));
  for (let done = 1, next = waiting.pop(); next; next = waiting.pop(), done += 1) {
    const span = recordCall(recorder, next.call, next.parent);
    const own = trace.setSpan(next.parent, span);
    for (const call of callsOf(recorder, next.call)) waiting.push({ call, parent: own });
    if (done % settleEvery === 0) await telemetry.settle();
  }
  root.end(whole.toMs);
  return root.spanContext().traceId;
}

function recordCall({ telemetry, random, setTime }: LongTraceRecorder, call: Call, parent: Context): Span {
  const { tracer, log } = telemetry.service(random.pick(services));
  const operation = random.pick(operations);
  const attributes = {
    "http.request.method": "POST",
    "url.path": `/items/${random.integer(9_999)}`,
    "server.address": "127.0.0.1",
    "db.query.text": "select id, on_hand from stock where sku = $1 for update",
    "item.number": random.integer(9_999),
  };
  const span = tracer.startSpan(
    operation,
    { kind: SpanKind.SERVER, startTime: call.fromMs, attributes },
    parent,
  );
  if (random.chance(loggingShare)) {
    setTime((call.fromMs + call.toMs) / 2);
    context.with(trace.setSpan(parent, span), () => log.info("goods reserved", { lines: random.integer(9) }));
  }
  if (random.chance(failingShare))
    span.setStatus({ code: SpanStatusCode.ERROR, message: "no answer in time" });
  span.end(call.toMs);
  return span;
}

/** A few calls, one after the other or at once, share what is left of the spans and of the time. */
function callsOf({ random }: LongTraceRecorder, { spans, fromMs, toMs, depth }: Call): Call[] {
  const left = spans - 1;
  if (left <= 0) return [];
  const count = Math.min(left, 2 + random.integer(9));
  const atOnce = random.chance(0.25);
  const slotMs = (toMs - fromMs) / (count + 1);
  return Array.from({ length: count }, (_, at) => {
    const own = Math.floor(left / count) + (at < left % count ? 1 : 0);
    const startMs = fromMs + slotMs * (atOnce ? 0.2 + random.next() * 0.3 : at + random.next() * 0.5);
    const lengthMs = slotMs * (atOnce ? 1 + random.next() * (count - 0.6) : 0.3 + random.next() * 0.6);
    return { spans: own, fromMs: startMs, toMs: Math.min(toMs, startMs + lengthMs), depth: depth + 1 };
  });
}
