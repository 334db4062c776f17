// Keeps the feed `stock` as the database is. One question at a time; what changes while it is asked is asked for again.
import type { Logger } from "#lib/telemetry/types.ts";
import type { Feed } from "./types.ts";

type Given = {
  feed: Pick<Feed, "set" | "remove" | "snapshot">;
  /** Units left, by key. */
  read(): Promise<ReadonlyMap<string, number>>;
  log: Pick<Logger, "exception">;
};

export type StockFeed = {
  /** Resolves when the feed has what was true at the time of the call, or could not be read. */
  refresh(): Promise<void>;
};

export function createStockFeed({ feed, read, log }: Given): StockFeed {
  let current: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let failing = false;

  const fill = async () => {
    try {
      const stock = await read();
      const gone = new Set(Object.keys(feed.snapshot().entries));
      for (const [key, left] of stock) {
        feed.set(key, left);
        gone.delete(key);
      }
      for (const key of gone) feed.remove(key);
      failing = false;
    } catch (error) {
      // Said once: it is asked every second.
      if (!failing) log.exception("the stock could not be read for those who watch it", error);
      failing = true;
    }
  };
  const start = () => {
    current = fill().finally(() => {
      current = undefined;
    });
    return current;
  };
  return {
    refresh() {
      if (!current) return start();
      // Whoever asks now may know of a change that the question under way came too early for.
      next ??= current.then(() => {
        next = undefined;
        return start();
      });
      return next;
    },
  };
}
