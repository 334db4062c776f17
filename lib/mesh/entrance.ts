// The way in for callers that are no services: they are measured like any other caller, but have no spans of their own.
import type { StopSignal } from "#lib/kernel/stop-signal.ts";
import { isTransportError } from "./errors.ts";
import { judgeReply } from "./judge-reply.ts";
import type { MeshParts } from "./parts.ts";
import { type Envelope, outside, type Reply } from "./types.ts";
import { within } from "./wait.ts";

export function createEntrance({ clock, topology, transport, observe }: MeshParts) {
  return async (envelope: Envelope, signal: StopSignal): Promise<Reply> => {
    const startedMs = clock.monotonicMs();
    const reply = await ask(envelope, signal);
    const latencyMs = clock.monotonicMs() - startedMs;
    if (!signal.aborted) {
      observe({ from: outside, to: envelope.service, latencyMs, failed: judgeReply(reply).failed });
    }
    return reply;
  };

  async function ask(envelope: Envelope, signal: StopSignal): Promise<Reply> {
    const remainingMs = envelope.remainingMs * topology.patience;
    try {
      const answer = await within(clock, remainingMs, signal, (inner) =>
        transport({ ...envelope, remainingMs, caller: outside }, inner),
      );
      return answer.done
        ? answer.value
        : { status: 504, body: { code: "timeout", message: "No answer in time." } };
    } catch (error) {
      if (!isTransportError(error)) throw error;
      return { status: 503, body: { code: "unavailable", message: error.message } };
    }
  }
}
