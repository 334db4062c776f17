import { describe, expect, it } from "vitest";
import { BatchQueue, type BatchQueueOptions } from "./batch-queue.ts";

function queueOf(options: Partial<BatchQueueOptions<number>>) {
  const delivered: number[][] = [];
  const dropped: number[] = [];
  const queue = new BatchQueue<number>({
    limit: 100,
    maxWeight: 1_000,
    batchSize: 10,
    intervalMs: 60_000,
    weigh: () => 1,
    deliver: async (batch) => {
      delivered.push([...batch]);
    },
    onDropped: (items) => dropped.push(...items),
    ...options,
  });
  return { queue, delivered, dropped };
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

describe("a batch queue", () => {
  it("delivers everything in order, in batches of the size asked for", async () => {
    const { queue, delivered } = queueOf({});
    for (const item of upTo(25)) queue.push(item);
    await queue.flush(1_000);
    expect(delivered.map((batch) => batch.length)).toEqual([10, 10, 5]);
    expect(delivered.flat()).toEqual(upTo(25));
  });

  it("delivers after its interval without being asked", async () => {
    const { queue, delivered } = queueOf({ intervalMs: 5 });
    queue.push(1);
    await expect.poll(() => delivered).toEqual([[1]]);
  });

  it("refuses the newest when full and says which", async () => {
    const { queue, delivered, dropped } = queueOf({ limit: 5, batchSize: 100 });
    for (const item of upTo(8)) queue.push(item);
    await queue.flush(1_000);
    expect(dropped).toEqual([5, 6, 7]);
    expect(delivered.flat()).toEqual(upTo(5));
  });

  it("refuses what would make it too heavy, and takes more once the weight is gone", async () => {
    const { queue, delivered, dropped } = queueOf({ maxWeight: 10, weigh: (item) => item });
    for (const item of [6, 3, 5, 1]) queue.push(item);
    await queue.flush(1_000);
    queue.push(7);
    await queue.flush(1_000);
    expect(dropped).toEqual([5]);
    expect(delivered.flat()).toEqual([6, 3, 1, 7]);
  });

  it("counts a batch that could not be delivered and goes on", async () => {
    const { queue, dropped } = queueOf({ deliver: () => Promise.reject(new Error("down")) });
    for (const item of upTo(12)) queue.push(item);
    await queue.flush(1_000);
    expect(dropped).toEqual(upTo(12));
    expect(queue.length).toBe(0);
  });

  it("does not hang on a deliverer that throws at once", async () => {
    const { queue, dropped } = queueOf({
      deliver: () => {
        throw new Error("broken");
      },
    });
    queue.push(1);
    await queue.flush(1_000);
    queue.push(2);
    await queue.flush(1_000);
    expect(dropped).toEqual([1, 2]);
  });

  it("says whether a flush was done in time", async () => {
    const delivery = Promise.withResolvers<void>();
    const { queue } = queueOf({ deliver: () => delivery.promise });
    queue.push(1);
    expect(await queue.flush(1)).toBe(false);
    delivery.resolve();
    expect(await queue.flush(10_000)).toBe(true);
    expect(await queue.flush(0)).toBe(true);
  });

  it("flushes only what was there, even when more keeps coming", async () => {
    const { queue, delivered } = queueOf({
      batchSize: 1,
      deliver: async (batch) => {
        delivered.push([...batch]);
        queue.push(99);
      },
    });
    queue.push(1);
    queue.push(2);
    await queue.flush(1_000);
    expect(delivered.slice(0, 2)).toEqual([[1], [2]]);
    await queue.close(1);
  });

  it("closes in time when a delivery hangs, and counts what it gave up exactly once", async () => {
    let fail = (_: Error) => {};
    const { queue, dropped } = queueOf({
      deliver: () =>
        new Promise((_, reject) => {
          fail = reject;
        }),
    });
    for (const item of upTo(13)) queue.push(item);
    await queue.close(20);
    expect(dropped).toEqual(upTo(13));
    fail(new Error("too late"));
    queue.push(13);
    await new Promise(setImmediate);
    expect(dropped).toEqual(upTo(14));
  });
});
