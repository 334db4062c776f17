// The last minutes of a feed, one sample a second. A second in which nothing was heard stays empty.
import type { Entries } from "./feed-state.ts";

export type History = { readonly endSecond: number; readonly samples: readonly (Entries | null)[] };

export const historySeconds = 180;
export const emptyHistory: History = { endSecond: 0, samples: [] };

export function record(history: History, second: number, sample: Entries | null): History {
  const elapsed = second - history.endSecond;
  if (elapsed <= 0) return history;
  const missed = history.samples.length === 0 ? 0 : Math.min(elapsed - 1, historySeconds);
  const samples = [...history.samples, ...Array<null>(missed).fill(null), sample];
  return { endSecond: second, samples: samples.slice(-historySeconds) };
}
