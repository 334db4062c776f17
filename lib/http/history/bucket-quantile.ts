// Where in a histogram a share of all values lies, as `histogram_quantile` of Prometheus says.

/** `atMost` is the upper bound, the last one infinite; `rate` counts all values up to it. */
export type Bucket = { atMost: number; rate: number };

/** Within a bucket values are taken to be spread evenly; beyond the last bound nothing is known but that bound. */
export function bucketQuantile(share: number, buckets: readonly Bucket[]): number | null {
  const rising = neverFalling(buckets);
  const all = rising.at(-1)?.rate ?? 0;
  if (rising.length < 2 || all === 0) return null;
  const rank = share * all;
  const last = rising.length - 1;
  const found = rising.findIndex(({ rate }, index) => index === last || rate >= rank);
  if (found === last) return rising[last - 1]?.atMost ?? null;
  const { atMost = 0, rate = 0 } = rising[found] ?? {};
  if (found === 0 && atMost <= 0) return atMost;
  const below = rising[found - 1] ?? { atMost: 0, rate: 0 };
  return below.atMost + (atMost - below.atMost) * ((rank - below.rate) / (rate - below.rate));
}

/** Each bucket's rate was drawn out on its own, so a larger one can seem to hold less. */
function neverFalling(buckets: readonly Bucket[]): Bucket[] {
  let most = 0;
  return buckets.map(({ atMost, rate }) => {
    // Less than what floating point can tell apart is nothing.
    if (rate > most && (rate - most) / rate > 1e-12) most = rate;
    return { atMost, rate: most };
  });
}

/** Series whose bounds differ are added bound by bound. */
export function addBuckets(
  parts: readonly { bounds: readonly number[]; rates: readonly number[] }[],
): Bucket[] {
  const sums = new Map<number, number>();
  for (const { bounds, rates } of parts) {
    for (const [index, rate] of rates.entries()) {
      const atMost = bounds[index] ?? Number.POSITIVE_INFINITY;
      sums.set(atMost, (sums.get(atMost) ?? 0) + rate);
    }
  }
  return [...sums]
    .map(([atMost, rate]) => ({ atMost, rate }))
    .sort((one, other) => one.atMost - other.atMost);
}
