import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Follower, joining, takeDelta, takeSnapshot } from "#components/live/feed-state.ts";
import { FeedDelta, FeedSnapshot } from "#lib/contract/live.ts";
import { createFeed } from "./feed.ts";

const overTheWire = <T>(message: T): T => JSON.parse(JSON.stringify(message)) as T;

describe("a feed", () => {
  test("begins with an empty snapshot and nothing to tell", () => {
    const feed = createFeed("process", "epoch-1");
    expect(feed.snapshot()).toEqual({ feed: "process", epoch: "epoch-1", seq: 0, entries: {} });
    expect(feed.takeDelta()).toBeUndefined();
  });

  test("tells what changed once, under the next number", () => {
    const feed = createFeed("process", "epoch-1");
    feed.set("cpu", { percent: 1 });
    feed.set("memory", { bytes: 2 });
    const changed = { cpu: { percent: 1 }, memory: { bytes: 2 } };
    expect(feed.takeDelta()).toEqual({ feed: "process", epoch: "epoch-1", seq: 1, changed, removed: [] });
    expect(feed.takeDelta()).toBeUndefined();
    feed.set("cpu", { percent: 3 });
    feed.remove("memory");
    expect(feed.takeDelta()).toMatchObject({ seq: 2, changed: { cpu: { percent: 3 } }, removed: ["memory"] });
  });

  test("a reader who lost the last delta before a silence learns of it", () => {
    const feed = createFeed("process", "epoch-1");
    let reader: Follower = takeSnapshot(joining(), feed.snapshot());
    feed.set("cpu", { percent: 1 });
    feed.takeDelta();
    for (let tick = 0; tick < 20 && reader.phase === "following"; tick += 1) {
      const delta = feed.takeDelta();
      if (delta) reader = takeDelta(reader, delta);
    }
    expect(reader.phase).toBe("joining");
  });

  test("says of what came and went between two ticks only that it is not there", () => {
    const feed = createFeed("process", "epoch-1");
    feed.set("brief", 1);
    feed.remove("brief");
    expect(feed.takeDelta()).toStrictEqual({
      feed: "process",
      epoch: "epoch-1",
      seq: 1,
      changed: {},
      removed: ["brief"],
    });
  });

  test("tells nothing, and counts nothing, when a value is set to what it is", () => {
    const feed = createFeed("process", "epoch-1");
    feed.set("cpu", { percent: 1 });
    feed.takeDelta();
    feed.set("cpu", { percent: 1 });
    feed.remove("never there");
    expect(feed.takeDelta()).toBeUndefined();
    expect(feed.snapshot().seq).toBe(1);
  });

  test("speaks as the contract says", () => {
    const feed = createFeed("process", "epoch-1");
    feed.set("cpu", { percent: 1 });
    expect(FeedSnapshot.parse(feed.snapshot())).toEqual(feed.snapshot());
    const delta = feed.takeDelta();
    expect(FeedDelta.parse(delta)).toEqual(delta);
  });
});

type Reader = { follower: Follower; wire: FeedDelta[]; asked: boolean };

/** A server's feed and browsers that follow it with the code of the pages; the network may lose any delta. */
function createWorld(readers: number) {
  const feed = createFeed("process", "epoch-1");
  const model = new Map<string, unknown>();
  const all: Reader[] = Array.from({ length: readers }, () => ({
    follower: joining(),
    wire: [],
    asked: true,
  }));
  let resyncs = 0;

  const world = {
    set(key: string, value: unknown) {
      feed.set(key, value);
      model.set(key, value);
    },
    remove(key: string) {
      feed.remove(key);
      model.delete(key);
    },
    tick() {
      const delta = feed.takeDelta();
      if (delta) for (const reader of all) reader.wire.push(overTheWire(delta));
    },
    join(reader: Reader | undefined) {
      if (!reader?.asked) return;
      reader.asked = false;
      reader.follower = takeSnapshot(reader.follower, overTheWire(feed.snapshot()));
    },
    deliver(reader: Reader | undefined) {
      const delta = reader?.wire.shift();
      if (!reader || !delta) return;
      const followed = reader.follower.phase === "following";
      reader.follower = takeDelta(reader.follower, delta);
      if (!followed || reader.follower.phase === "following") return;
      reader.asked = true;
      resyncs += 1;
    },
    lose: (reader: Reader | undefined) => void reader?.wire.shift(),
    settle() {
      world.set("last", {});
      world.tick();
      for (const reader of all) {
        while (reader.wire.length > 0) world.deliver(reader);
        world.join(reader);
      }
      const entries = Object.fromEntries(model);
      return { entries, followers: all.map(({ follower }) => follower), resyncs };
    },
  };
  return { world, all };
}

const keys = fc.constantFrom("cpu", "memory", "requests", "__proto__");
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant("set"),
      key: keys,
      value: fc.jsonValue({ maxDepth: 2 }).map(overTheWire),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("remove"), key: keys, value: fc.constant(null) }) },
  {
    weight: 7,
    arbitrary: fc.record({
      act: fc.constantFrom("tick", "tick", "join", "deliver", "deliver", "lose"),
      key: fc.constantFrom("0", "1"),
      value: fc.constant(null),
    }),
  },
);

test("whatever is set, removed, joined and lost in between, every reader ends with the server's entries", () => {
  let resyncsSeen = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 80, size: "max" }), (steps) => {
      const { world, all } = createWorld(2);
      for (const { act, key, value } of steps) {
        if (act === "set") world.set(key, value);
        else if (act === "remove") world.remove(key);
        else if (act === "tick") world.tick();
        else world[act as "join" | "deliver" | "lose"](all[Number(key)]);
      }
      const { entries, followers, resyncs } = world.settle();
      resyncsSeen += resyncs;
      for (const follower of followers) expect(follower.known?.entries).toEqual(entries);
    }),
    { numRuns: 500 },
  );
  expect(resyncsSeen).toBeGreaterThan(50);
});
