// Takes calls in: finds the operation, waits for a worker, runs the handler in its request's context, answers.
import { type Context, context, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { Tenant } from "#lib/contract/tenant.ts";
import type { HostConditions } from "#lib/faults/types.ts";
import type { keyedRandom } from "#lib/kernel/random.ts";
import type { StopSignal } from "#lib/kernel/stop-signal.ts";
import { requestScopeOf, withRequestScope } from "#lib/telemetry/request-scope.ts";
import type { ServiceTelemetry } from "#lib/telemetry/types.ts";
import { answerTo, breakdown, explain } from "./answers.ts";
import { type CallMetrics, createCallMetrics } from "./call-metrics.ts";
import { ServiceError, TransportError } from "./errors.ts";
import type { MeshParts } from "./parts.ts";
import { createServiceContext } from "./service-context.ts";
import { startCallSpan } from "./spans.ts";
import {
  type Envelope,
  type Host,
  type HostedOperation,
  type OperationSpec,
  outside,
  type Reply,
  type ServiceSpec,
} from "./types.ts";
import { createWorkerQueue, type WorkerQueue } from "./worker-queue.ts";

type Hosted = {
  spec: ServiceSpec;
  operations: ReadonlyMap<string, HostedOperation>;
  queue: WorkerQueue;
  telemetry: ServiceTelemetry;
  metrics: CallMetrics;
};

/** What a readiness probe asks for. */
const probe = { operation: "(readiness)", subject: "(readiness)" };

export function createHost(parts: MeshParts): Host {
  const hosted = createHostedServices(parts);

  return {
    hosts: (service) => parts.definitions.has(service),
    answers(service) {
      const now = parts.conditions.atHost(service, probe.operation, probe.subject);
      return parts.definitions.has(service) && !now?.down && !now?.hanging;
    },
    load: (service) => hosted.started(service)?.queue.load() ?? { busy: 0, queued: 0 },
    handle(envelope, signal) {
      if (envelope.caller === undefined)
        return measured(parts, envelope, signal, () => handle(envelope, signal));
      return handle(envelope, signal);
    },
  };

  async function handle(envelope: Envelope, signal: StopSignal): Promise<Reply> {
    const there = hosted.find(envelope.service);
    const operation = there?.operations.get(envelope.operation);
    if (!there || !operation) return unknownPlace(envelope);
    const subject = envelope.visitorId ?? envelope.requestId;
    const now = parts.conditions.atHost(envelope.service, envelope.operation, subject);
    if (now?.down) throw new TransportError("ECONNREFUSED", `connect ECONNREFUSED ${envelope.service}`);
    const reply = await serve(parts, there, operation, { envelope, signal, now });
    if (now?.resetting) throw new TransportError("ECONNRESET", "read ECONNRESET");
    if (now?.mute) throw new TransportError("ECONNRESET", "other side closed");
    return reply;
  }
}

/** A service may need so long: that less was not enough says nothing about it. */
const leastPatienceMs = 1_000;
/** On the way a deadline loses its fractions. */
const slackMs = 5;

/** A caller that is no service of ours, such as a script, counts as well. */
async function measured(
  { clock, observe }: MeshParts,
  { service, remainingMs }: Envelope,
  signal: StopSignal,
  work: () => Promise<Reply>,
): Promise<Reply> {
  const startedMs = clock.monotonicMs();
  let failed = true;
  try {
    const reply = await work();
    failed = reply.status >= 500;
    return reply;
  } finally {
    const latencyMs = clock.monotonicMs() - startedMs;
    // Anybody can say how long he waits: were that believed, a few strangers could make any service look broken.
    const late = remainingMs < leastPatienceMs && latencyMs > remainingMs - slackMs;
    // Who left did not see how it ended.
    if (!signal.aborted && !(failed && late)) observe({ from: outside, to: service, latencyMs, failed });
  }
}

/** Made on first use: of ten thousand services most are never called. */
function createHostedServices({ topology, definitions, telemetry }: MeshParts) {
  const made = new Map<string, Hosted>();
  return {
    started: (id: string) => made.get(id),
    find(id: string): Hosted | undefined {
      const there = made.get(id);
      if (there) return there;
      const spec = topology.services.get(id);
      const definition = definitions.get(id);
      if (!spec || !definition) return undefined;
      const own = telemetry.service(id);
      const hosted: Hosted = {
        spec,
        operations: new Map(definition.operations.map((one) => [one.spec.name, one])),
        queue: createWorkerQueue(spec),
        telemetry: own,
        metrics: createCallMetrics(own.meter),
      };
      made.set(id, hosted);
      return hosted;
    },
  };
}

type Incoming = { envelope: Envelope; signal: StopSignal; now: HostConditions | undefined };

async function serve(
  parts: MeshParts,
  there: Hosted,
  hosted: HostedOperation,
  incoming: Incoming,
): Promise<Reply> {
  const { clock } = parts;
  const parent = contextOf(incoming.envelope);
  const call = startCallSpan({
    clock,
    telemetry: there.telemetry,
    operation: hosted.spec,
    side: "server",
    parent,
  });
  return context.with(trace.setSpan(parent, call.span), async () => {
    const reply = await work(parts, there, hosted, incoming).catch((error: unknown) => {
      if (incoming.signal.aborted) return goneAway;
      const answer = answerTo(error);
      if (answer.status >= 500) explain(there.telemetry.log, hosted.spec, error, call);
      return answer;
    });
    const failed = reply.status >= 500;
    const durationMs = call.end({
      status: reply.status,
      failed,
      errorType: failed ? errorType(reply) : undefined,
    });
    there.metrics.served(hosted.spec, durationMs, reply.status);
    return { ...reply, traceId: call.span.spanContext().traceId };
  });
}

/** Nobody reads this answer; what the work ended with then is only the echo of that. */
const goneAway: Reply = { status: 499, body: { code: "client_closed_request" } };

const errorType = ({ status }: Reply) => String(status);

async function work(
  parts: MeshParts,
  there: Hosted,
  hosted: HostedOperation,
  incoming: Incoming,
): Promise<Reply> {
  const { envelope, signal, now } = incoming;
  const { clock } = parts;
  const arrivedMs = clock.monotonicMs();
  const entered = await there.queue.enter(now?.workers, signal);
  if (entered === "left") return goneAway;
  if (entered === "full") {
    throw new ServiceError(503, `${there.spec.id} has no room for another request.`, { code: "overloaded" });
  }
  try {
    there.metrics.waitedForWorker(clock.monotonicMs() - arrivedMs);
    const deadlineMs = arrivedMs + envelope.remainingMs;
    const ctx = createServiceContext(parts, {
      envelope,
      signal,
      now,
      deadlineMs,
      telemetry: there.telemetry,
    });
    if (now) await endure(now, ctx.random("network"), { envelope, signal, deadlineMs }, parts);
    const body = await run(hosted, ctx, envelope);
    return { status: 200, body };
  } finally {
    entered();
  }
}

function run({ spec, handler }: HostedOperation, ctx: Parameters<typeof handler>[0], envelope: Envelope) {
  const input = spec.input.safeParse(envelope.input);
  if (!input.success) throw badInput(spec, input.error.issues[0]);
  return handler(ctx, input.data);
}

function badInput(
  spec: OperationSpec,
  issue: { path: PropertyKey[]; message: string } | undefined,
): ServiceError {
  const where = issue && issue.path.length > 0 ? `${issue.path.join(".")}: ` : "";
  return new ServiceError(422, `${spec.name}: ${where}${issue?.message ?? "not valid"}`, {
    code: "validation_failed",
  });
}

/** Lives through the conditions of the moment before the work itself. */
async function endure(
  now: HostConditions,
  dice: ReturnType<typeof keyedRandom>,
  { envelope, signal, deadlineMs }: Pick<Incoming, "envelope" | "signal"> & { deadlineMs: number },
  { clock }: MeshParts,
) {
  for (const { ms, jitterMs } of now.delays) {
    await clock.sleep(Math.max(0, ms + (dice.next() * 2 - 1) * jitterMs), signal);
  }
  if (now.hanging) {
    await clock.sleep(deadlineMs - clock.monotonicMs(), signal);
    throw new ServiceError(504, `${envelope.operation}: deadline exceeded`, { code: "deadline_exceeded" });
  }
  if (now.failing) throw breakdown(envelope, dice);
}

/** The request's own context: whose it is, and the span that called. A direct call is in it already. */
function contextOf({ requestId, tenantId, parent }: Envelope): Context {
  const active = requestScopeOf(context.active());
  const tenant = Tenant.safeParse(tenantId);
  const sameTenant = tenantId === undefined || active?.tenantId === tenantId;
  const scope =
    active?.requestId === requestId && sameTenant
      ? active
      : { requestId, ...(tenant.success ? { tenantId: tenant.data } : {}) };
  const scoped = withRequestScope(ROOT_CONTEXT, scope);
  return parent ? trace.setSpanContext(scoped, parent) : scoped;
}

function unknownPlace({ service, operation }: Envelope): Reply {
  return {
    status: 404,
    body: { code: "not_found", message: `${service} has no operation ${operation}.` },
  };
}
