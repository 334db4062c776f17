import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FeedDelta, FeedSnapshot } from "#lib/contract/live.ts";
import { type Follower, joining, takeDelta, takeSnapshot } from "./feed-state.ts";

const feed = "process";
const snapshot = (seq: number, entries = {}, epoch = "a"): FeedSnapshot => ({ feed, epoch, seq, entries });
const delta = (seq: number, changed = {}, removed: string[] = [], epoch = "a"): FeedDelta => ({
  feed,
  epoch,
  seq,
  changed,
  removed,
});
const following = (seq: number, entries = {}) => takeSnapshot(joining(), snapshot(seq, entries));

describe("a follower", () => {
  test("applies the next delta and keeps what it does not name", () => {
    const cpu = { percent: 1 };
    const { known } = takeDelta(following(4, { cpu, old: 1 }), delta(5, { memory: 2 }, ["old"]));
    expect(known).toEqual({ epoch: "a", seq: 5, entries: { cpu, memory: 2 } });
    expect(known?.entries.cpu).toBe(cpu);
  });

  test("ignores a delta that its snapshot already held", () => {
    const follower = following(4, { cpu: 1 });
    expect(takeDelta(follower, delta(4, { cpu: 0 }))).toBe(follower);
  });

  test.each([
    ["a gap in seq", delta(6)],
    ["another epoch", delta(5, {}, [], "b")],
  ])("asks for a snapshot after %s, and shows what it knew meanwhile", (_, odd) => {
    expect(takeDelta(following(4, { cpu: 1 }), odd)).toMatchObject({
      phase: "joining",
      known: { entries: { cpu: 1 } },
    });
  });

  test("applies deltas that overtook the snapshot", () => {
    const waiting = [delta(5, { cpu: 5 }), delta(6, { cpu: 6 })].reduce(takeDelta, joining());
    expect(takeSnapshot(waiting, snapshot(5, { cpu: 5 })).known).toMatchObject({
      seq: 6,
      entries: { cpu: 6 },
    });
  });

  test("takes no snapshot it did not ask for", () => {
    const follower = following(4);
    expect(takeSnapshot(follower, snapshot(3))).toBe(follower);
  });
});

/** A server and one ordered connection to it, on which deltas may be lost and a restart cuts everything. */
function createWorld() {
  let epoch = 0;
  let seq = 0;
  let entries: Record<string, unknown> = {};
  let changed: Record<string, unknown> = {};
  let removed: string[] = [];
  let wire: ({ delta: FeedDelta } | { snapshot: FeedSnapshot })[] = [];
  let asked = true;
  let follower: Follower = joining();
  let resyncs = 0;

  const world = {
    set(key: string, value: number) {
      entries[key] = value;
      changed[key] = value;
      removed = removed.filter((other) => other !== key);
    },
    remove(key: string) {
      delete entries[key];
      delete changed[key];
      removed.push(key);
    },
    tick() {
      seq += 1;
      wire.push({ delta: delta(seq, changed, removed, String(epoch)) });
      changed = {};
      removed = [];
    },
    answer() {
      if (!asked) return;
      asked = false;
      wire.push({ snapshot: snapshot(seq, { ...entries }, String(epoch)) });
    },
    deliver() {
      const message = wire.shift();
      if (!message) return;
      const before = follower;
      follower =
        "delta" in message ? takeDelta(follower, message.delta) : takeSnapshot(follower, message.snapshot);
      if (follower.phase === "following" || (before.phase === "joining" && "delta" in message)) return;
      asked = true;
      resyncs += 1;
    },
    lose() {
      if (wire[0] && "delta" in wire[0]) wire.shift();
    },
    restart() {
      epoch += 1;
      seq = 0;
      entries = {};
      changed = {};
      removed = [];
      wire = [];
      follower = joining(follower.known);
      asked = true;
    },
    /** One more change gets through, as it does when the process is alive. */
    settle() {
      world.set("settled", seq);
      world.tick();
      while (wire.length > 0 || asked) {
        world.answer();
        world.deliver();
      }
      return { follower, entries, resyncs };
    },
  };
  return world;
}

const call = <Name extends string>(...names: Name[]) => fc.tuple(fc.constantFrom(...names));
const step = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.constant("set" as const), fc.constantFrom("a", "b", "c"), fc.nat(9)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("remove" as const), fc.constantFrom("a", "b", "c")) },
  { weight: 9, arbitrary: call("tick", "answer", "deliver") },
  { weight: 2, arbitrary: call("lose") },
  { weight: 1, arbitrary: call("restart") },
);

test("however deltas are lost and servers restart, a follower ends with the server's state", () => {
  let resyncsSeen = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 80, size: "max" }), (steps) => {
      const world = createWorld();
      for (const [name, key, value] of steps) {
        if (name === "set") world.set(key, value);
        else if (name === "remove") world.remove(key);
        else world[name]();
      }
      const { follower, entries, resyncs } = world.settle();
      resyncsSeen += resyncs;
      expect(follower.phase).toBe("following");
      expect(follower.known?.entries).toEqual(entries);
    }),
    { numRuns: 2_000 },
  );
  expect(resyncsSeen).toBeGreaterThan(500);
});
