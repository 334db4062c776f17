// Requests of the last ten seconds, in one-second buckets: O(1) a request, whatever the rate.
import type { Clock } from "#lib/kernel/clock.ts";

const windowSeconds = 10;
/** Upper bounds in milliseconds, a factor of about 1.3 apart: quantiles are right to within that. */
const bounds = Array.from({ length: 48 }, (_, index) => 0.1 * 1.3 ** index);

type Bucket = { second: number; requests: number; failed: number; durations: Uint32Array };

export type RequestFigures = { perSecond: number; errorRate: number; p50Ms: number; p99Ms: number };

export type RequestWindow = {
  record(durationMs: number, failed: boolean): void;
  figures(): RequestFigures;
};

export function createRequestWindow(clock: Clock): RequestWindow {
  const empty = (second: number): Bucket => ({
    second,
    requests: 0,
    failed: 0,
    durations: new Uint32Array(bounds.length),
  });
  const ring = Array.from({ length: windowSeconds }, () => empty(-1));
  const currentSecond = () => Math.floor(clock.monotonicMs() / 1_000);

  return {
    record(durationMs, failed) {
      const second = currentSecond();
      const slot = second % windowSeconds;
      let bucket = ring[slot];
      if (bucket?.second !== second) bucket = ring[slot] = empty(second);
      bucket.requests += 1;
      if (failed) bucket.failed += 1;
      const index = bounds.findIndex((bound) => durationMs <= bound);
      const at = index < 0 ? bounds.length - 1 : index;
      bucket.durations[at] = (bucket.durations[at] ?? 0) + 1;
    },
    figures() {
      const oldest = currentSecond() - windowSeconds;
      const recent = ring.filter((bucket) => bucket.second > oldest);
      const requests = recent.reduce((sum, bucket) => sum + bucket.requests, 0);
      const failed = recent.reduce((sum, bucket) => sum + bucket.failed, 0);
      return {
        perSecond: requests / windowSeconds,
        errorRate: requests === 0 ? 0 : failed / requests,
        p50Ms: quantile(recent, requests, 0.5),
        p99Ms: quantile(recent, requests, 0.99),
      };
    },
  };
}

function quantile(buckets: Bucket[], requests: number, share: number): number {
  if (requests === 0) return 0;
  let seen = 0;
  for (const [index, bound] of bounds.entries()) {
    for (const bucket of buckets) seen += bucket.durations[index] ?? 0;
    if (seen >= share * requests) return bound;
  }
  return bounds.at(-1) ?? 0;
}
