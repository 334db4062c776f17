import type { HostConditions } from "#lib/faults/types.ts";
import { type KeyStem, keyStem } from "#lib/kernel/random.ts";
import type { StopSignal } from "#lib/kernel/stop-signal.ts";
import type { ServiceTelemetry } from "#lib/telemetry/types.ts";
import type { MeshParts } from "./parts.ts";
import type { Envelope, MadeCall, ServiceContext } from "./types.ts";

type Given = {
  envelope: Envelope;
  signal: StopSignal;
  now: HostConditions | undefined;
  /** On the monotonic clock. */
  deadlineMs: number;
  telemetry: ServiceTelemetry;
};

/** How wildly a service's own time varies around its median. */
const spread = 0.35;

export function createServiceContext(parts: MeshParts, given: Given): ServiceContext {
  const { clock, seed, caller } = parts;
  const { envelope, signal, now, deadlineMs, telemetry } = given;
  const { service, requestId, path } = envelope;
  let dice: KeyStem | undefined;
  const random = (purpose: string) => {
    dice ??= keyStem(seed, requestId, service, path);
    return dice.random(purpose);
  };
  const made: MadeCall[] = [];
  let calls = 0;
  return {
    service,
    requestId,
    tenantId: envelope.tenantId,
    visitorId: envelope.visitorId,
    clock,
    signal,
    log: telemetry.log,
    random,
    cacheOff: now?.cacheOff ?? false,
    work: (medianMs, purpose = "work") =>
      clock.sleep(random(purpose).lognormal(medianMs, spread) * (now?.slowdown ?? 1), signal),
    call: (operation, input) => {
      calls += 1;
      return caller.call({ envelope, path: `${path}.${calls}`, deadlineMs, signal, made }, operation, input);
    },
    made,
  };
}
