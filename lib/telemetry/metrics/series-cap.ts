// Owns which label sets of one metric are known. A label whose values never end must not eat the memory or slow
// down every scrape: beyond the limit all further label sets share one series.
import type { Labels } from "../types.ts";

export const overflowValue = "overflow";

export type SeriesCap = {
  /** The label set to record under: complete, in the declared order, the same object every time. */
  admit(labels: Labels): Labels;
  readonly size: number;
  /** What all label sets beyond the limit are recorded under. */
  readonly overflow: Labels;
};

export function createSeriesCap(
  labelNames: readonly string[],
  limit: number,
  onOverflow: () => void,
): SeriesCap {
  const known = new Map<string, Labels>();
  const declared = new Set(labelNames);
  const overflow: Labels = Object.fromEntries(labelNames.map((name) => [name, overflowValue]));

  return {
    overflow,
    admit(labels) {
      for (const name of Object.keys(labels)) {
        if (!declared.has(name))
          throw new Error(`The label ${name} is not one of: ${labelNames.join(", ") || "none"}`);
      }
      let key = "";
      for (const name of labelNames) {
        const value = labels[name] ?? "";
        key += `${value.length}:${value}`;
      }
      const there = known.get(key);
      if (there) return there;
      if (known.size >= limit) {
        onOverflow();
        return overflow;
      }
      const complete = Object.fromEntries(
        labelNames.map((name) => [name, String(labels[name] ?? "").toWellFormed()]),
      );
      known.set(key, complete);
      return complete;
    },
    get size() {
      return known.size;
    },
  };
}
