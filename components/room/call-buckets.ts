// Fifteen minutes of calls in steps of ten seconds, as charts draw them. As pure functions.
import type { SecondOfCalls } from "#lib/contract/mesh.ts";

export const stepSeconds = 10;
export const windowSeconds = 900;
export const steps = windowSeconds / stepSeconds;

export type Bucket = { calls: number; errors: number; latencyMs: number; p95Ms: number };

/**
 * The last step is the last full one. A step before the first call ever was heard is null; one without a call after
 * that is zero calls.
 */
export function bucketsOf(history: readonly SecondOfCalls[], nowMs: number): (Bucket | null)[] {
  const lastStep = stepAt(nowMs) - 1;
  const firstStep = lastStep - steps + 1;
  const begun = history[0] ? stepAt(history[0].at) : Number.POSITIVE_INFINITY;
  const buckets = Array.from({ length: steps }, (_, index) =>
    firstStep + index < begun ? null : emptyBucket(),
  );
  for (const second of history) {
    const bucket = buckets[stepAt(second.at) - firstStep];
    if (bucket) add(bucket, second);
  }
  return buckets;
}

function stepAt(epochMs: number): number {
  return Math.floor(epochMs / 1_000 / stepSeconds);
}

function emptyBucket(): Bucket {
  return { calls: 0, errors: 0, latencyMs: 0, p95Ms: 0 };
}

/** The mean over calls, and the worst second's p95: a mean of percentiles means nothing. */
function add(bucket: Bucket, { calls, errors, latencyMs, p95Ms }: SecondOfCalls) {
  const all = bucket.calls + calls;
  if (all > 0) bucket.latencyMs = (bucket.latencyMs * bucket.calls + latencyMs * calls) / all;
  bucket.p95Ms = Math.max(bucket.p95Ms, p95Ms);
  bucket.calls = all;
  bucket.errors += errors;
}

export type Series = "traffic" | "errors" | "latency";

/** Without a call there is no error share and no latency: the line has a gap there. */
export const seriesOf: Record<Series, (bucket: Bucket | null) => number | null> = {
  traffic: (bucket) => bucket && bucket.calls / stepSeconds,
  errors: (bucket) => (bucket && bucket.calls > 0 ? bucket.errors / bucket.calls : null),
  latency: (bucket) => (bucket && bucket.calls > 0 ? bucket.latencyMs : null),
};
