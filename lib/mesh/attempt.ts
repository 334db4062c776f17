// One attempt at a call, from the breaker to the answer. It never throws for what can happen between two services.
import type { EdgeConditions } from "#lib/faults/types.ts";
import { keyedRandom, type Random } from "#lib/kernel/random.ts";
import type { StopSignal } from "#lib/kernel/stop-signal.ts";
import type { Edge } from "./edges.ts";
import { isTransportError, TransportError } from "./errors.ts";
import { judgeReply } from "./judge-reply.ts";
import type { CallSite, MeshParts } from "./parts.ts";
import type { Envelope, OperationSpec, Reply } from "./types.ts";
import { aborted, within } from "./wait.ts";

export type Attempt = {
  /** 0 when there was no answer. */
  status: number;
  body?: unknown;
  message?: string;
  errorType?: string;
  failed: boolean;
  /** False when it says nothing about the callee, neither to health nor to the breaker. */
  counts: boolean;
};

/** All of an envelope but the time that is left, which is known when it is sent. */
export type Letter = Omit<Envelope, "remainingMs">;
/** On the way a deadline loses its fractions. */
const slackMs = 5;

/** Nobody refuses a connection where the network is cut: whoever asks for one has to give it up. */
const connectTimeoutMs = 1_000;

type Sending = { site: CallSite; operation: OperationSpec; letter: Letter; nth: number };

export async function attempt(parts: MeshParts, edge: Edge, sending: Sending): Promise<Attempt> {
  const { site } = sending;
  if (site.signal.aborted) return goneAway();
  if (parts.clock.monotonicMs() >= site.deadlineMs) return tooLate();
  if (sending.operation.unguarded) return admitted(parts, edge, sending);
  const permit = edge.breaker.admit();
  if (permit === undefined)
    return withoutVerdict("breaker_open", `the circuit breaker to ${edge.to} is open`);
  let outcome: Attempt | undefined;
  try {
    outcome = await admitted(parts, edge, sending);
    return outcome;
  } finally {
    if (!outcome?.counts) edge.breaker.abandoned(permit);
    else if (outcome.failed) edge.breaker.failed(permit);
    else edge.breaker.succeeded(permit);
  }
}

async function admitted(parts: MeshParts, edge: Edge, sending: Sending): Promise<Attempt> {
  const { clock } = parts;
  const { site, operation } = sending;
  const subject = site.envelope.visitorId ?? site.envelope.requestId;
  const now = parts.conditions.atEdge(edge.from, edge.to, operation.name, subject);
  const release = await edge.pool.acquire(now?.poolSlots, site.signal);
  if (!release && site.signal.aborted) return goneAway();
  // Without a connection the callee may be as well as ever, but its callers cannot use it.
  if (!release) return lost("pool_timeout", `timed out waiting for a connection to ${edge.to}`);
  try {
    const askedMs = clock.monotonicMs();
    const limitMs = Math.min(edge.dependency.timeoutMs, site.deadlineMs - askedMs);
    if (limitMs <= 0) return tooLate();
    const answer = await within(clock, limitMs, site.signal, (signal) => {
      const way = { giveUpMs: askedMs + limitMs, signal, edge };
      return now ? sendNow(parts, now, sending, way) : send(parts, sending, way);
    });
    const impatient = limitMs < edge.dependency.timeoutMs;
    if (answer.done)
      return judged(operation, answer.value, impatient && clock.monotonicMs() - askedMs > limitMs - slackMs);
    if (site.signal.aborted) return goneAway();
    const message = `no answer within ${Math.round(limitMs)} ms`;
    // The callee may have needed no longer than the edge allows: that its caller had less time is not its fault.
    return impatient ? withoutVerdict("timeout", message) : lost("timeout", message);
  } catch (error) {
    if (!isTransportError(error)) throw error;
    return lost(error.code, error.message);
  } finally {
    release();
  }
}

type Way = { giveUpMs: number; signal: StopSignal; edge: Edge };

function send(
  { clock, transport }: MeshParts,
  { letter }: Sending,
  { giveUpMs, signal }: Way,
): Promise<Reply> {
  return transport({ ...letter, remainingMs: giveUpMs - clock.monotonicMs() }, signal);
}

/** The way to the callee and back while something is the matter with it. */
async function sendNow(parts: MeshParts, now: EdgeConditions, sending: Sending, way: Way): Promise<Reply> {
  const { site, nth } = sending;
  const dice = keyedRandom(parts.seed, site.envelope.requestId, site.path, "network", nth);
  const foreign = await travel(parts, now, dice, way.signal, way.edge);
  if (foreign) return foreign;
  const reply = await send(parts, sending, way);
  if (!now.mute) return reply;
  throw new TransportError("ECONNRESET", "other side closed");
}

/** What the way between the two is like; a reply is one that did not come from the callee. */
async function travel(
  { clock }: MeshParts,
  now: EdgeConditions,
  dice: Random,
  signal: StopSignal,
  edge: Edge,
): Promise<Reply | undefined> {
  for (const { ms, jitterMs } of now.delays) {
    await clock.sleep(Math.max(0, ms + (dice.next() * 2 - 1) * jitterMs), signal);
  }
  if (now.down) {
    await clock.sleep(connectTimeoutMs, signal);
    throw new TransportError("ETIMEDOUT", `connect ETIMEDOUT ${edge.to}`);
  }
  if (now.resetting) throw new TransportError("ECONNRESET", "read ECONNRESET");
  // Whatever was sent is lost; whoever waits for the answer gives up by himself.
  if (now.hanging) {
    await aborted(signal);
    throw signal.reason;
  }
  if (now.failing) return { status: 502, body: { code: "bad_gateway", message: "Bad Gateway" } };
  return undefined;
}

/** `late`: the caller's own time was over, which the callee is told and may notice first. */
function judged(operation: OperationSpec, reply: Reply, late: boolean): Attempt {
  const { status, body } = reply;
  return { status, body, ...judgeReply(reply, operation), counts: !(late && status === 504) };
}

function lost(errorType: string, message: string): Attempt {
  return { status: 0, errorType, message, failed: true, counts: true };
}

const goneAway = () => withoutVerdict("cancelled", "the caller went away");
const tooLate = () => withoutVerdict("timeout", "the deadline passed before the call");

function withoutVerdict(errorType: string, message: string): Attempt {
  return { status: 0, errorType, message, failed: true, counts: false };
}
