// How a series is told from the others: by its line as well as by its colour.

/** Tokens of globals.css. None is near a severity, violet or cobalt: these say nothing but "another one". */
export const seriesColours = ["chalk", "sky", "rose", "copper", "moss", "steel", "clay", "stone"] as const;
const dashes: readonly (readonly number[])[] = [[], [7, 4], [2, 3]];

export function lookOf(at: number): { colour: string; dash: number[] } {
  const colour = seriesColours[at % seriesColours.length] ?? "chalk";
  const dash = dashes[Math.floor(at / seriesColours.length) % dashes.length] ?? [];
  return { colour: `var(--series-${colour})`, dash: [...dash] };
}
