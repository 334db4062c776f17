// Owns how many buyers lost a race for stock lately. It counts beside the metric, which only ever grows.
import type { Clock } from "#lib/kernel/clock.ts";
import type { Counter } from "#lib/telemetry/types.ts";

const keptMs = 60_000;
/** A flash sale has thousands of losers a second: they are counted by the second. */
const stepMs = 1_000;

export type RecentConflicts = {
  counter: Counter;
  /** Of the last minute, by tenant. */
  lostRaces(): ReadonlyMap<string, number>;
};

export function countRecentConflicts(
  counter: Counter,
  { monotonicMs }: Pick<Clock, "monotonicMs">,
): RecentConflicts {
  const seconds = new Map<number, Map<string, number>>();
  const forget = () => {
    const oldest = Math.floor((monotonicMs() - keptMs) / stepMs);
    for (const second of seconds.keys()) if (second < oldest) seconds.delete(second);
  };
  return {
    counter: {
      add(value, labels) {
        counter.add(value, labels);
        if (value <= 0) return;
        const second = Math.floor(monotonicMs() / stepMs);
        const here = seconds.get(second) ?? new Map<string, number>();
        const tenant = String(labels.tenant_id);
        seconds.set(second, here.set(tenant, (here.get(tenant) ?? 0) + value));
        forget();
      },
    },
    lostRaces() {
      forget();
      const sums = new Map<string, number>();
      for (const counts of seconds.values())
        for (const [tenant, count] of counts) sums.set(tenant, (sums.get(tenant) ?? 0) + count);
      return sums;
    },
  };
}
