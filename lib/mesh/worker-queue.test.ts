import { getEventListeners } from "node:events";
import { setImmediate as settled } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createWorkerQueue } from "./worker-queue.ts";

type Outcome = "waits" | "full" | "left" | (() => void);

function setUp(workers: number, queueLimit: number) {
  const queue = createWorkerQueue({ workers, queueLimit });
  const outcomes: Outcome[] = [];
  const served: number[] = [];
  const callers: AbortController[] = [];
  return {
    queue,
    served,
    async enter(workersLeft?: number) {
      const nth = outcomes.push("waits") - 1;
      const caller = new AbortController();
      callers.push(caller);
      void queue.enter(workersLeft, caller.signal).then((outcome) => {
        outcomes[nth] = outcome;
        if (typeof outcome === "function") served.push(nth);
      });
      await settled();
    },
    async release(nth: number) {
      const outcome = outcomes[nth];
      if (typeof outcome === "function") outcome();
      await settled();
    },
    async abort(nth: number) {
      callers[nth]?.abort();
      await settled();
    },
    heard: () => outcomes.map((each) => (typeof each === "function" ? "works" : each)),
  };
}

describe("the queue before a service's workers", () => {
  test("lets as many in as there are workers, and keeps the next ones waiting", async () => {
    const { queue, enter, heard } = setUp(2, 5);
    for (let request = 0; request < 3; request += 1) await enter();
    expect(heard()).toEqual(["works", "works", "waits"]);
    expect(queue.load()).toEqual({ busy: 2, queued: 1 });
  });

  test("is first in, first out", async () => {
    const { enter, release, served } = setUp(1, 5);
    for (let request = 0; request < 4; request += 1) await enter();
    for (let request = 0; request < 4; request += 1) await release(request);
    expect(served).toEqual([0, 1, 2, 3]);
  });

  test("turns away whoever comes when it is full", async () => {
    const { queue, enter, heard } = setUp(1, 1);
    for (let request = 0; request < 3; request += 1) await enter();
    expect(heard()).toEqual(["works", "waits", "full"]);
    expect(queue.load()).toEqual({ busy: 1, queued: 1 });
  });

  test("can be told to keep nobody waiting", async () => {
    const { enter, heard } = setUp(1, 0);
    await enter();
    await enter();
    expect(heard()).toEqual(["works", "full"]);
  });

  test("is left by a request that nobody waits for any more, which makes room for another", async () => {
    const { enter, abort, release, heard } = setUp(1, 1);
    await enter();
    await enter();
    await abort(1);
    await enter();
    await release(0);
    expect(heard()).toEqual(["works", "left", "works"]);
  });

  test("does not take in a request that nobody waits for", async () => {
    const { queue } = setUp(1, 1);
    expect(await queue.enter(undefined, AbortSignal.abort())).toBe("left");
    expect(queue.load()).toEqual({ busy: 0, queued: 0 });
  });

  test("leaves nothing behind at a request's signal once its turn came", async () => {
    const { queue } = setUp(1, 1);
    const { signal } = new AbortController();
    const first = await queue.enter(undefined, signal);
    const second = queue.enter(undefined, signal);
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    if (typeof first === "function") first();
    expect(await second).toBeTypeOf("function");
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("serves those who wait first when workers come back", async () => {
    const { enter, served, heard } = setUp(3, 5);
    await enter(1);
    await enter(1);
    await enter(1);
    expect(heard()).toEqual(["works", "waits", "waits"]);
    await enter();
    expect(served).toEqual([0, 1, 2]);
    expect(heard()[3]).toBe("waits");
  });

  test("keeps to its limits, to the order and to nobody for ever, whatever happens", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 4 }),
        fc.array(steps, { maxLength: 60 }),
        async (workers, queueLimit, given) => {
          const { queue, enter, release, abort, heard, served } = setUp(workers, queueLimit);
          const indexesOf = (what: string) =>
            [...heard().entries()].flatMap(([nth, is]) => (is === what ? [nth] : []));
          const released = new Set<number>();
          for (const { what, left, nth } of given) {
            const before = queue.load();
            const chosen = (from: number[]) => from[nth % (from.length || 1)] ?? -1;
            if (what === "enter") {
              await enter(left);
              const limit = Math.min(workers, left ?? workers);
              const moved = Math.max(0, Math.min(limit - before.busy, before.queued + 1));
              const fits = before.queued + 1 - moved <= queueLimit;
              expect(heard().at(-1)).toBe(before.queued < moved ? "works" : fits ? "waits" : "full");
              expect(queue.load().busy).toBe(before.busy + moved);
            } else if (what === "release") {
              const one = chosen(served.filter((each) => !released.has(each)));
              released.add(one);
              await release(one);
            } else {
              await abort(chosen(indexesOf("waits")));
            }
            expect(queue.load().busy).toBeLessThanOrEqual(workers);
            expect(queue.load().busy).toBe(served.filter((each) => !released.has(each)).length);
            expect(queue.load().queued).toBe(indexesOf("waits").length);
            expect(queue.load().queued).toBeLessThanOrEqual(queueLimit);
          }
          expect(served).toEqual(served.toSorted((a, b) => a - b));
          for (const waiting of indexesOf("waits")) await abort(waiting);
          for (const one of served) await release(one);
          expect(queue.load()).toEqual({ busy: 0, queued: 0 });
          expect(heard()).not.toContain("waits");
        },
      ),
    );
  });
});

const steps = fc.record({
  what: fc.constantFrom("enter" as const, "enter" as const, "release" as const, "abort" as const),
  left: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
  nth: fc.nat(9),
});
