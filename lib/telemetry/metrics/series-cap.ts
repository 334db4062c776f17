// Owns which label sets of one metric are known. A label whose values never end must not eat the memory or slow
// down every scrape: beyond the limit all further label sets share one series.
import type { Labels } from "../types.ts";

export const overflowValue = "overflow";

export type SeriesCap = {
  /** The label set to record under: complete, in the declared order, the same object every time. */
  admit(labels: Labels): Labels;
  readonly size: number;
  /** There are no labels that could tell one series from another. */
  readonly isSingle: boolean;
  /** What all label sets beyond the limit are recorded under. */
  readonly overflow: Labels;
};

/** A step of the way to a label set: from here on by the value of the next label. */
type Step = { next: Map<string, Step>; labels: Labels | undefined };

export function createSeriesCap(
  labelNames: readonly string[],
  limit: number,
  onOverflow: () => void,
): SeriesCap {
  // Step by step, not by a key made of all values: that would be a new text to hash at every update.
  const first: Step = { next: new Map(), labels: undefined };
  let size = 0;
  const declared = new Set(labelNames);
  const overflow: Labels = Object.fromEntries(labelNames.map((name) => [name, overflowValue]));

  function learn(labels: Labels): Labels {
    if (size >= limit) {
      onOverflow();
      return overflow;
    }
    let step = first;
    for (const name of labelNames) {
      const value = labels[name] ?? "";
      const there = step.next.get(value) ?? { next: new Map(), labels: undefined };
      step.next.set(value, there);
      step = there;
    }
    size += 1;
    step.labels = Object.fromEntries(
      labelNames.map((name) => [name, String(labels[name] ?? "").toWellFormed()]),
    );
    return step.labels;
  }

  return {
    overflow,
    isSingle: labelNames.length === 0,
    admit(labels) {
      for (const name in labels) {
        if (!declared.has(name))
          throw new Error(`The label ${name} is not one of: ${labelNames.join(", ") || "none"}`);
      }
      let step: Step | undefined = first;
      for (const name of labelNames) step = step?.next.get(labels[name] ?? "");
      return step?.labels ?? learn(labels);
    },
    get size() {
      return size;
    },
  };
}
