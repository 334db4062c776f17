type Pace = { leastMs: number; mostMs: number };

/** Twice as long each time; somewhere in the upper half of it, so that what failed together does not come back together. */
export function backOffMs(failures: number, { leastMs, mostMs }: Pace, random: () => number): number {
  const fullMs = Math.min(mostMs, leastMs * 2 ** Math.min(failures, 30));
  return fullMs * (0.5 + random() / 2);
}
