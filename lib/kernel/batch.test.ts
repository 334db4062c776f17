import { expect, test } from "vitest";
import { createBatch } from "./batch.ts";

function batchUnderTest({ most = 100, queueLimit = 1_000 } = {}) {
  const batches: number[][] = [];
  const gates: PromiseWithResolvers<void>[] = [];
  const batch = createBatch<number, string>({
    work: async (items) => {
      batches.push([...items]);
      const gate = Promise.withResolvers<void>();
      gates.push(gate);
      await gate.promise;
      return items.map((item) => (item < 0 ? new Error(`no ${item}`) : `done ${item}`));
    },
    most,
    queueLimit,
    full: () => new Error("too many wait"),
  });
  const open = async (nth: number) => {
    await expect.poll(() => gates.length).toBeGreaterThan(nth);
    gates[nth]?.resolve();
  };
  const breakDown = (nth: number) => gates[nth]?.reject(new Error("the work broke"));
  return { batch, batches, open, breakDown };
}

test("one that comes alone is worked on at once, alone", async () => {
  const { batch, batches, open } = batchUnderTest();
  const answer = batch.add(1);
  await open(0);
  expect(await answer).toBe("done 1");
  expect(batches).toEqual([[1]]);
  expect(batch.pending).toBe(0);
});

test("who comes while work is under way is done together afterwards, each with an answer of their own", async () => {
  const { batch, batches, open } = batchUnderTest();
  const first = batch.add(1);
  await expect.poll(() => batches.length).toBe(1);
  const others = [2, 3, 4].map((item) => batch.add(item));
  expect(batch.pending).toBe(4);
  await open(0);
  await open(1);
  expect(await Promise.all([first, ...others])).toEqual(["done 1", "done 2", "done 3", "done 4"]);
  expect(batches).toEqual([[1], [2, 3, 4]]);
});

test("no batch is larger than it may be", async () => {
  const { batch, batches, open } = batchUnderTest({ most: 2 });
  const answers = [1, 2, 3, 4, 5].map((item) => batch.add(item));
  for (const nth of [0, 1, 2]) await open(nth);
  await Promise.all(answers);
  expect(batches).toEqual([[1, 2], [3, 4], [5]]);
});

test("an error for one is for that one; work that breaks is for its whole batch, and the next goes on", async () => {
  const { batch, batches, open, breakDown } = batchUnderTest({ most: 2 });
  const answers = Promise.allSettled([1, -2, 3, 4, 5].map((item) => batch.add(item)));
  await open(0);
  await expect.poll(() => batches.length).toBe(2);
  breakDown(1);
  await open(2);
  const told = (await answers).map((one) => (one.status === "fulfilled" ? one.value : one.reason.message));
  expect(told).toEqual(["done 1", "no -2", "the work broke", "the work broke", "done 5"]);
});

test("who finds the queue full is told at once, and nobody else suffers", async () => {
  const { batch, open } = batchUnderTest({ queueLimit: 2 });
  const answers = [1, 2].map((item) => batch.add(item));
  await expect(batch.add(3)).rejects.toThrow("too many wait");
  await open(0);
  expect(await Promise.all(answers)).toEqual(["done 1", "done 2"]);
});

test("it says when nothing is pending any more", async () => {
  const { batch, open } = batchUnderTest({ most: 1 });
  const answers = [1, 2].map((item) => batch.add(item));
  const idle = batch.idle();
  await open(0);
  await open(1);
  await idle;
  expect(batch.pending).toBe(0);
  await Promise.all(answers);
});
