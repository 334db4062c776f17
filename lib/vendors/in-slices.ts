// Thousands of rows are worked on piece by piece, so that whoever else is served gets their turn in between.
import { setImmediate as nextTurn } from "node:timers/promises";

export async function inSlices<Item>(
  items: readonly Item[],
  size: number,
  work: (slice: readonly Item[]) => Promise<unknown> | unknown,
): Promise<void> {
  for (let start = 0; start < items.length; start += size) {
    await nextTurn();
    await work(items.slice(start, start + size));
  }
}
