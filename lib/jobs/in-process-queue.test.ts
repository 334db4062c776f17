import { expect, test } from "vitest";
import { createInProcessQueue } from "./in-process-queue.ts";
import { quietLog } from "./testing/jobs-under-test.ts";
import type { JobOrder } from "./types.ts";

const scheduled = (tick: number): JobOrder => ({ tick, trigger: "schedule" });

test("a job that is under way takes no other order; other jobs do", async () => {
  const begun: string[] = [];
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
  const perform = async (job: string, { tick }: JobOrder) => {
    begun.push(`${job} ${tick}`);
    await mayEnd;
  };
  const queue = createInProcessQueue({ perform, log: quietLog });
  expect(await queue.send("vendor-status", scheduled(1))).toBe(true);
  expect(await queue.send("vendor-status", scheduled(2))).toBe(false);
  expect(await queue.send("discount-stock", scheduled(1))).toBe(true);
  end();
  await expect.poll(() => queue.send("vendor-status", scheduled(3))).toBe(true);
  expect(begun).toEqual(["vendor-status 1", "discount-stock 1", "vendor-status 3"]);
});

test("an order that fails is said, and the next one is taken", async () => {
  const said: string[] = [];
  const log = { exception: (message: string) => void said.push(message) };
  const perform = () => Promise.reject(new Error("the disk is full"));
  const queue = createInProcessQueue({ perform, log });
  await queue.send("vendor-status", scheduled(1));
  await expect.poll(() => said).toHaveLength(1);
  expect(await queue.send("vendor-status", scheduled(2))).toBe(true);
});

test("closing tells what is under way to give up, waits for it, and takes nothing new", async () => {
  let ended = false;
  const perform = (_job: string, _order: JobOrder, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => {
        ended = true;
        resolve();
      });
    });
  const queue = createInProcessQueue({ perform, log: quietLog });
  await queue.send("vendor-status", scheduled(1));
  await queue.close();
  expect(ended).toBe(true);
  expect(await queue.send("vendor-status", scheduled(2))).toBe(false);
});
