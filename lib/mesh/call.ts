// One service calls another: through a breaker and a pool, within a deadline that only shrinks, with retries that a budget
// bounds. Every attempt is a client span, a metric and an observation for health.
import { context, type SpanContext, trace } from "@opentelemetry/api";
import type { Clock } from "#lib/kernel/clock.ts";
import { keyedRandom } from "#lib/kernel/random.ts";
import { type Attempt, attempt, type Letter } from "./attempt.ts";
import type { Edge, Edges } from "./edges.ts";
import { CallError, isRefusal } from "./errors.ts";
import { textIn } from "./judge-reply.ts";
import type { Caller, CallSite, MeshParts } from "./parts.ts";
import { backoffMs } from "./retry-budget.ts";
import { startCallSpan } from "./spans.ts";
import type { MadeCall, OperationSpec } from "./types.ts";

/** A refusal would be one again. Without room, or with nobody left to wait, another attempt would only add to it. */
const worthAnother = (failure: CallError) => !isRefusal(failure) && !hopeless.has(failure.errorType);
const hopeless = new Set(["breaker_open", "pool_timeout", "cancelled"]);

export function createCaller(parts: () => MeshParts, edges: Edges): Caller {
  return {
    async call<Input, Output>(site: CallSite, operation: OperationSpec<Input, Output>, input: Input) {
      const edge = edges.between(site.envelope.service, operation.service);
      edge.budget.earn();
      const startMs = parts().clock.monotonicMs();
      const attempts = operation.repeatable ? 1 + edge.dependency.retries : 1;
      for (let nth = 0; ; nth += 1) {
        const outcome = await attemptWithSpan(parts(), edge, site, operation as OperationSpec, input, nth);
        if (outcome.done) {
          note(parts().clock, site, operation, { startMs, retries: nth, failed: false });
          return outcome.body as Output;
        }
        const { failure } = outcome;
        const giveUp = () => {
          note(parts().clock, site, operation, { startMs, retries: nth, failed: true });
          return failure;
        };
        if (nth + 1 >= attempts || !worthAnother(failure)) throw giveUp();
        const dice = keyedRandom(parts().seed, site.envelope.requestId, site.path, "backoff", nth);
        const pauseMs = backoffMs(dice, nth);
        const { clock } = parts();
        if (clock.monotonicMs() + pauseMs >= site.deadlineMs || !edge.budget.spend()) throw giveUp();
        edge.retried();
        await clock.sleep(pauseMs, site.signal);
      }
    },
  };
}

function note(
  clock: Clock,
  { made }: CallSite,
  { service, name }: Pick<OperationSpec, "service" | "name">,
  facts: Pick<MadeCall, "startMs" | "retries" | "failed">,
): void {
  made.push({ service, operation: name, durationMs: clock.monotonicMs() - facts.startMs, ...facts });
}

type Finished = { done: true; body: unknown } | { done: false; failure: CallError };

async function attemptWithSpan(
  parts: MeshParts,
  edge: Edge,
  site: CallSite,
  operation: OperationSpec,
  input: unknown,
  nth: number,
): Promise<Finished> {
  const { clock } = parts;
  const call = startCallSpan({
    clock,
    telemetry: edge.telemetry,
    operation,
    side: "client",
    parent: context.active(),
    attributes: nth > 0 ? { "http.request.resend_count": nth } : undefined,
  });
  const letter = letterFor(site, operation, input, nth, call.span.spanContext());
  const outcome = await context.with(trace.setSpan(context.active(), call.span), () =>
    attempt(parts, edge, { site, operation, letter, nth }),
  );
  const { status, errorType, failed, counts } = outcome;
  // By the conventions a client's span fails with a refusal as well, though the callee is none the worse for it.
  const durationMs = call.end({ status, errorType, failed: errorType !== undefined });
  edge.metrics.called(operation, durationMs, status, errorType);
  if (counts) parts.observe({ from: edge.from, to: edge.to, latencyMs: durationMs, failed });
  return finishedOf(operation, outcome);
}

function letterFor(
  { envelope, path }: CallSite,
  operation: OperationSpec,
  input: unknown,
  nth: number,
  parent: SpanContext,
): Letter {
  return {
    service: operation.service,
    operation: operation.name,
    caller: envelope.service,
    requestId: envelope.requestId,
    tenantId: envelope.tenantId,
    visitorId: envelope.visitorId,
    path: nth === 0 ? path : `${path}r${nth}`,
    parent,
    input,
  };
}

function finishedOf({ service, name }: OperationSpec, outcome: Attempt): Finished {
  const { errorType, body, message, failed } = outcome;
  if (errorType === undefined) return { done: true, body };
  // What did not come from the service must not pass for a refusal of it.
  const foreign = failed && outcome.status > 0 && outcome.status < 500;
  const code = foreign ? undefined : textIn(body, "code");
  const status = foreign ? 502 : outcome.status;
  const facts = { service, operation: name, status, errorType, ...(code ? { code } : {}) };
  // Over HTTP a refusal is a problem document, whose text is called so.
  const told = message ?? textIn(body, "message") ?? textIn(body, "detail");
  return { done: false, failure: new CallError(told ?? `${service} answered ${outcome.status}`, facts) };
}
