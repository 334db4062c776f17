// Owns what waits for a slow sink: bounded, delivered in batches one after another, newest refused when full.
// Refusing the newest keeps what is already promised, and costs the caller nothing but a comparison.
import { settledWithin } from "./within.ts";

export type BatchQueueOptions<T> = {
  /** Items that may wait or be under way, and what they may weigh together. */
  limit: number;
  maxWeight: number;
  weigh(item: T): number;
  batchSize: number;
  /** How long an item waits for others to go with it. */
  intervalMs: number;
  /** Rejects when the whole batch is lost. */
  deliver(batch: readonly T[]): Promise<void>;
  onDropped(items: readonly T[]): void;
};

export type BatchQueue<T> = {
  push(item: T): void;
  /** Waits until everything pushed so far is delivered or lost, at most so long. */
  flush(limitMs: number): Promise<void>;
  /** Flushes, then gives up what is left and refuses everything after. */
  close(limitMs: number): Promise<void>;
  readonly length: number;
};

export function createBatchQueue<T>(options: BatchQueueOptions<T>): BatchQueue<T> {
  let waiting: T[] = [];
  let underWay: readonly T[] = [];
  let delivery: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let weight = 0;
  let accepted = 0;
  let settled = 0;
  let closed = false;

  const deliverBatch = async () => {
    clearTimeout(timer);
    timer = undefined;
    const batch = waiting.splice(0, options.batchSize);
    underWay = batch;
    try {
      await Promise.resolve(batch).then(options.deliver);
    } catch {
      // A batch given up at close was counted there; counting it again would invent losses.
      if (underWay === batch) options.onDropped(batch);
    }
    if (underWay === batch) underWay = [];
    for (const item of batch) weight -= options.weigh(item);
    settled += batch.length;
    delivery = undefined;
    continueIfNeeded();
  };

  const deliverNow = () => {
    delivery ??= deliverBatch();
    return delivery;
  };

  const continueIfNeeded = () => {
    if (delivery || waiting.length === 0) return;
    if (waiting.length >= options.batchSize) void deliverNow();
    else timer ??= setTimeout(() => void deliverNow(), options.intervalMs).unref();
  };

  const deliverUpTo = async (target: number) => {
    while (settled < target) await deliverNow();
  };

  const flush = async (limitMs: number) => {
    if (settled < accepted) await settledWithin(deliverUpTo(accepted), limitMs);
  };

  return {
    push(item) {
      const added = options.weigh(item);
      const full = waiting.length + underWay.length >= options.limit || weight + added > options.maxWeight;
      if (closed || full) return options.onDropped([item]);
      weight += added;
      waiting.push(item);
      accepted += 1;
      continueIfNeeded();
    },
    flush,
    async close(limitMs) {
      if (closed) return;
      await flush(limitMs);
      closed = true;
      clearTimeout(timer);
      const lost = [...underWay, ...waiting];
      underWay = [];
      waiting = [];
      settled = accepted;
      if (lost.length > 0) options.onDropped(lost);
    },
    get length() {
      return waiting.length + underWay.length;
    },
  };
}
