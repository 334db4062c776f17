import { getEventListeners } from "node:events";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createVirtualClock } from "#lib/kernel/virtual-clock.ts";
import { createConnectionPool } from "./connection-pool.ts";

type Outcome = "waits" | "nothing" | (() => void);

/** A pool on a clock of its own, and the order in which its callers came, got a connection and gave up. */
function setUp(connections = 2, waitMs = 100) {
  const clock = createVirtualClock({ startMs: 0 });
  const pool = createConnectionPool({ clock, connections, waitMs });
  const served: number[] = [];
  const outcomes: Outcome[] = [];
  const callers: AbortController[] = [];
  return {
    pool,
    served,
    acquire(left?: number) {
      const nth = outcomes.push("waits") - 1;
      const caller = new AbortController();
      callers.push(caller);
      void pool.acquire(left, caller.signal).then((release) => {
        outcomes[nth] = release ?? "nothing";
        if (release) served.push(nth);
      });
    },
    /** Lets time pass, and everything settle that can. */
    pass: (ms = 0) => clock.run(clock.nowMs() + ms),
    abort: (nth: number) => callers[nth]?.abort(),
    release(nth: number) {
      const outcome = outcomes[nth];
      if (typeof outcome === "function") outcome();
    },
    heard: () => outcomes.map((each) => (typeof each === "function" ? "connection" : each)),
    nowMs: clock.nowMs,
  };
}

describe("a connection pool", () => {
  test("gives a free connection at once", async () => {
    const { pool } = setUp();
    const acquired = pool.acquire(undefined, new AbortController().signal);
    expect(pool.inUse()).toBe(1);
    expect(await acquired).toBeTypeOf("function");
  });

  test("hands connections on in the order in which callers came", async () => {
    const { acquire, release, pass, served, pool } = setUp(1);
    for (let caller = 0; caller < 4; caller += 1) acquire();
    await pass();
    for (let caller = 0; caller < 4; caller += 1) {
      release(caller);
      await pass();
    }
    expect(served).toEqual([0, 1, 2, 3]);
    expect([pool.inUse(), pool.waiting()]).toEqual([0, 0]);
  });

  test("gives nothing after the wait, and not before", async () => {
    const { acquire, pass, heard, pool } = setUp(1);
    acquire();
    acquire();
    await pass(99);
    expect(heard()).toEqual(["connection", "waits"]);
    await pass(1);
    expect(heard()).toEqual(["connection", "nothing"]);
    expect(pool.waiting()).toBe(0);
  });

  test("gives nothing to a caller who leaves, and its turn to the next", async () => {
    const { acquire, abort, release, pass, heard } = setUp(1);
    for (let caller = 0; caller < 3; caller += 1) acquire();
    abort(1);
    await pass();
    release(0);
    await pass();
    expect(heard()).toEqual(["connection", "nothing", "connection"]);
  });

  test("gives nothing to a caller who has left already, though connections are free", async () => {
    const { pool } = setUp();
    expect(await pool.acquire(undefined, AbortSignal.abort())).toBeUndefined();
    expect(pool.inUse()).toBe(0);
  });

  test("takes a connection back once, however often it is given", async () => {
    const { acquire, release, pass, pool } = setUp(2);
    acquire();
    acquire();
    await pass();
    release(0);
    release(0);
    expect(pool.inUse()).toBe(1);
  });

  test("keeps a caller's connection when it leaves later", async () => {
    const { acquire, abort, pass, heard, pool } = setUp(1);
    acquire();
    await pass();
    abort(0);
    await pass(1_000);
    expect(heard()).toEqual(["connection"]);
    expect(pool.inUse()).toBe(1);
  });

  test("gives no more than what is left, and lets go of more than that first", async () => {
    const { acquire, release, pass, heard, pool } = setUp(3);
    for (let caller = 0; caller < 3; caller += 1) acquire();
    acquire(1);
    await pass();
    release(0);
    release(1);
    await pass();
    expect(heard()[3]).toBe("waits");
    release(2);
    await pass();
    expect(heard()[3]).toBe("connection");
    expect(pool.inUse()).toBe(1);
  });

  test("serves those who wait before the caller who brings word that connections are back", async () => {
    const { acquire, pass, served, heard } = setUp(2);
    acquire(0);
    acquire(0);
    await pass(50);
    expect(heard()).toEqual(["waits", "waits"]);
    acquire();
    await pass();
    expect(served).toEqual([0, 1]);
    expect(heard()[2]).toBe("waits");
  });

  test("brings a caller who leaves no connection, but its word that they are back", async () => {
    const { acquire, pass, pool, heard } = setUp(1);
    acquire(0);
    await pool.acquire(undefined, AbortSignal.abort());
    await pass();
    expect(heard()).toEqual(["connection"]);
  });

  test("leaves nothing behind at a caller's signal, whether its turn came or not", async () => {
    const clock = createVirtualClock({ startMs: 0 });
    const pool = createConnectionPool({ clock, connections: 1, waitMs: 100 });
    const { signal } = new AbortController();
    const held = await pool.acquire(undefined, signal);
    const waiting = [pool.acquire(undefined, signal), pool.acquire(undefined, signal)];
    expect(getEventListeners(signal, "abort")).toHaveLength(2);
    held?.();
    await clock.run(100);
    expect((await Promise.all(waiting)).map((each) => typeof each)).toEqual(["function", "undefined"]);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("does what a list of callers would, whatever comes in whatever order", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(steps, { maxLength: 60 }),
        async (size, given) => {
          const real = setUp(size, 100);
          const model = createModel(size, 100);
          for (const step of given) {
            if (step.what === "acquire") {
              real.acquire(step.left);
              model.acquire(step.left, real.nowMs());
            } else if (step.what === "release") {
              const [holder] = model.holders.splice(step.nth % (model.holders.length || 1), 1);
              if (holder !== undefined) real.release(holder);
              model.moveUp();
            } else if (step.what === "abort") {
              const [leaver] = model.line.splice(step.nth % (model.line.length || 1), 1);
              if (leaver) real.abort(leaver.nth);
            } else {
              model.giveUp(real.nowMs() + step.ms);
              await real.pass(step.ms);
            }
            await real.pass();
            expect(real.served).toEqual(model.served);
            expect(real.pool.inUse()).toBe(model.holders.length);
            expect(real.pool.waiting()).toBe(model.line.length);
          }
          await real.pass(100);
          expect(real.heard()).not.toContain("waits");
          for (const nth of real.served) real.release(nth);
          expect([real.pool.inUse(), real.pool.waiting()]).toEqual([0, 0]);
        },
      ),
    );
  });
});

const steps = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant("acquire" as const),
      left: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("release" as const), nth: fc.nat(9) }) },
  fc.record({ what: fc.constant("abort" as const), nth: fc.nat(9) }),
  fc.record({ what: fc.constant("pass" as const), ms: fc.integer({ min: 1, max: 70 }) }),
);

function createModel(size: number, waitMs: number) {
  const line: { nth: number; untilMs: number }[] = [];
  const holders: number[] = [];
  const served: number[] = [];
  let limit = size;
  let came = 0;
  const moveUp = () => {
    while (holders.length < limit && line.length > 0) {
      const nth = line.shift()?.nth ?? -1;
      holders.push(nth);
      served.push(nth);
    }
  };
  return {
    line,
    holders,
    served,
    moveUp,
    acquire(left: number | undefined, nowMs: number) {
      limit = Math.min(size, left ?? size);
      line.push({ nth: came, untilMs: nowMs + waitMs });
      came += 1;
      moveUp();
    },
    giveUp(nowMs: number) {
      const staying = line.filter(({ untilMs }) => untilMs > nowMs);
      line.splice(0, line.length, ...staying);
    },
  };
}
