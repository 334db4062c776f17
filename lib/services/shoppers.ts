// Background shoppers: they keep the mesh busy from the first second. Owns how many there are and what they do.
import { journeys, type Traffic, type TrafficChange, type TrafficMix } from "#lib/contract/traffic.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { AppError } from "#lib/kernel/errors.ts";
import type { StopSignal } from "#lib/kernel/stop-signal.ts";
import type { Envelope, Reply } from "#lib/mesh/types.ts";
import { createArrivals } from "./arrivals.ts";
import { type Crowd, planVisit } from "./plan-visit.ts";

export type Shoppers = {
  start(): void;
  traffic(): Traffic;
  /** Takes effect at once. Throws validation_failed when no journey would be left. */
  change(change: TrafficChange): Traffic;
  /** Called after every change; returns what stops that. */
  onChange(heard: () => void): () => void;
  /** Nobody comes any more, and those who wait for an answer leave. */
  close(): void;
};

type Options = Omit<Crowd, "entries"> & {
  clock: Clock;
  entries?: readonly string[];
  enter(envelope: Envelope, signal: StopSignal): Promise<Reply>;
  requestsPerSecond: number;
};

/** Shoppers who wait for an answer at once; more of them would only fill the memory. */
const mostWaiting = 500;

const usualMix: TrafficMix = { "sign-in": 2, account: 3, quote: 3, checkout: 3 };

export function createShoppers({
  clock,
  enter,
  requestsPerSecond,
  entries = [],
  ...crowd
}: Options): Shoppers {
  const counts = { sent: 0, failed: 0, skipped: 0 };
  const listeners = new Set<() => void>();
  const leaving = new AbortController();
  let asked = { requestsPerSecond, paused: false, mix: usualMix };
  let waiting = 0;

  const visit = async (envelope: Envelope) => {
    counts.sent += 1;
    waiting += 1;
    try {
      const { status } = await enter(envelope, leaving.signal);
      if (status >= 500) counts.failed += 1;
    } catch {
      if (!leaving.signal.aborted) counts.failed += 1;
    } finally {
      waiting -= 1;
    }
  };
  const arrivals = createArrivals({
    clock,
    seed: crowd.seed,
    perSecond: requestsPerSecond,
    arrive(nth) {
      if (waiting >= mostWaiting) counts.skipped += 1;
      else {
        const envelope = planVisit({ ...crowd, entries }, asked.mix, nth);
        if (envelope) void visit(envelope);
      }
    },
  });
  const traffic = () => ({ ...asked, mix: { ...asked.mix }, ...counts });

  return {
    start: () => arrivals.start(),
    traffic,
    change(change) {
      asked = apply(asked, change);
      arrivals.setRate(asked.paused ? 0 : asked.requestsPerSecond);
      for (const heard of listeners) heard();
      return traffic();
    },
    onChange(heard) {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    close() {
      arrivals.close();
      leaving.abort();
    },
  };
}

type Asked = Pick<Traffic, "requestsPerSecond" | "paused" | "mix">;

function apply(before: Asked, change: TrafficChange): Asked {
  const mix = { ...before.mix };
  for (const journey of journeys) mix[journey] = change.mix?.[journey] ?? mix[journey];
  if (journeys.every((journey) => mix[journey] === 0)) {
    throw new AppError("validation_failed", "At least one journey needs a weight above 0.", {
      fields: [{ path: "mix", message: "all weights would be 0" }],
    });
  }
  return {
    requestsPerSecond: change.requestsPerSecond ?? before.requestsPerSecond,
    paused: change.paused ?? before.paused,
    mix,
  };
}
