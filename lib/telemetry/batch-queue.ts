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

export class BatchQueue<T> {
  private readonly options: BatchQueueOptions<T>;
  private waiting: T[] = [];
  private underWay: readonly T[] = [];
  private delivery: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private weight = 0;
  private accepted = 0;
  private settled = 0;
  private closed = false;

  constructor(options: BatchQueueOptions<T>) {
    this.options = options;
  }

  get length(): number {
    return this.waiting.length + this.underWay.length;
  }

  /** From 0 to 1; at 1 it drops. */
  get fullness(): number {
    return Math.max(this.length / this.options.limit, this.weight / this.options.maxWeight);
  }

  /** What waits and is under way, by weight. */
  get load(): { used: number; limit: number } {
    return { used: this.weight, limit: this.options.maxWeight };
  }

  push(item: T): void {
    const added = this.options.weigh(item);
    const full = this.length >= this.options.limit || this.weight + added > this.options.maxWeight;
    if (this.closed || full) {
      this.options.onDropped([item]);
      return;
    }
    this.weight += added;
    this.accepted += 1;
    this.waiting.push(item);
    this.continueIfNeeded();
  }

  /** Waits until everything pushed so far is delivered or lost, at most so long; true when it is. */
  async flush(limitMs: number): Promise<boolean> {
    return this.settled >= this.accepted || settledWithin(this.deliverUpTo(this.accepted), limitMs);
  }

  /** Waits, however long it takes, until it is at most so full. */
  async easeTo(fullness: number): Promise<void> {
    while (this.fullness > fullness && !this.closed) await this.deliverNow();
  }

  /** Flushes, then gives up what is left and refuses everything after. */
  async close(limitMs: number): Promise<void> {
    if (this.closed) return;
    await this.flush(limitMs);
    this.closed = true;
    clearTimeout(this.timer);
    const lost = [...this.underWay, ...this.waiting];
    this.underWay = [];
    this.waiting = [];
    this.settled = this.accepted;
    if (lost.length > 0) this.options.onDropped(lost);
  }

  private async deliverUpTo(target: number): Promise<void> {
    while (this.settled < target) await this.deliverNow();
  }

  private deliverNow(): Promise<void> {
    this.delivery ??= this.deliverBatch();
    return this.delivery;
  }

  private async deliverBatch(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batch = this.waiting.splice(0, this.options.batchSize);
    this.underWay = batch;
    try {
      await Promise.resolve(batch).then(this.options.deliver);
    } catch {
      // A batch given up at close was counted there; counting it again would invent losses.
      if (this.underWay === batch) this.options.onDropped(batch);
    }
    if (this.underWay === batch) this.underWay = [];
    for (const item of batch) this.weight -= this.options.weigh(item);
    this.settled += batch.length;
    this.delivery = undefined;
    this.continueIfNeeded();
  }

  private continueIfNeeded(): void {
    if (this.delivery || this.waiting.length === 0) return;
    if (this.waiting.length >= this.options.batchSize) void this.deliverNow();
    else this.timer ??= setTimeout(() => void this.deliverNow(), this.options.intervalMs).unref();
  }
}
