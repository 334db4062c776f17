// The scale on which durations are counted: from a tenth of a millisecond to more than a minute, in equal factors.
export const durationLevels = { shortestUs: 100, perDecade: 5, last: 29 } as const;

/** Where a level begins; it ends where the next one begins. The lowest has all that is shorter, the last all above. */
export function levelStartMs(level: number): number {
  const { shortestUs, perDecade } = durationLevels;
  return Math.round(shortestUs * 10 ** (level / perDecade)) / 1_000;
}
