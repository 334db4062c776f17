// Asks every service whether it is there, as a platform's readiness probes do: without traffic health would be blind.
import type { Clock } from "#lib/kernel/clock.ts";

const intervalMs = 100;
/** One missed probe can be chance; the second is not. */
const missesToBeAbsent = 2;

export type Readiness = {
  absent(service: string): boolean;
  close(): void;
};

type Given = {
  clock: Clock;
  services: readonly string[];
  answers(service: string): boolean;
  /** When the last call to it that went well began, on the monotonic clock: whoever serves some callers is there. */
  lastSuccessBeganMs(service: string): number;
  onChange(service: string): void;
};

export function watchReadiness({ clock, services, answers, lastSuccessBeganMs, onChange }: Given): Readiness {
  const misses = new Map<string, { count: number; sinceMs: number }>();
  const stop = new AbortController();

  const absent = (service: string) => {
    const missed = misses.get(service);
    return (
      missed !== undefined && missed.count >= missesToBeAbsent && lastSuccessBeganMs(service) < missed.sinceMs
    );
  };
  const probe = (service: string) => {
    const missed = misses.get(service);
    if (answers(service)) {
      if (missed && misses.delete(service)) onChange(service);
      return;
    }
    misses.set(service, { count: (missed?.count ?? 0) + 1, sinceMs: missed?.sinceMs ?? clock.monotonicMs() });
    if (missed?.count === missesToBeAbsent - 1) onChange(service);
  };
  const probeForEver = async () => {
    while (!stop.signal.aborted) {
      await clock.sleep(intervalMs, stop.signal);
      for (const service of services) probe(service);
    }
  };
  const closed = new Error("the probes stop");
  probeForEver().catch((error: unknown) => {
    if (error !== closed) throw error;
  });

  return { absent, close: () => stop.abort(closed) };
}
