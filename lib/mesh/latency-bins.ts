// Latencies are counted in bins that grow by half: a p95 from them is off by less than that, and costs no list of calls.

const growth = 1.5;
const logGrowth = Math.log(growth);
/** The first bin ends at 1 ms, the last one at 25 s; what took longer counts as that. */
export const binCount = 26;

export function binOf(latencyMs: number): number {
  if (!(latencyMs >= 1)) return 0;
  return Math.min(binCount - 1, 1 + Math.floor(Math.log(latencyMs) / logGrowth));
}

export function binRange(bin: number): { fromMs: number; toMs: number } {
  return { fromMs: bin === 0 ? 0 : growth ** (bin - 1), toMs: growth ** bin };
}

/** As if the calls of a bin lay evenly in it; 0 without calls. */
export function p95Of(bins: ArrayLike<number>): number {
  let count = 0;
  for (let bin = 0; bin < binCount; bin += 1) count += bins[bin] ?? 0;
  const rank = (95 * count) / 100;
  let before = 0;
  for (let bin = 0; bin < binCount; bin += 1) {
    const here = bins[bin] ?? 0;
    if (here > 0 && before + here >= rank) {
      const { fromMs, toMs } = binRange(bin);
      return fromMs + ((toMs - fromMs) * (rank - before)) / here;
    }
    before += here;
  }
  return 0;
}
