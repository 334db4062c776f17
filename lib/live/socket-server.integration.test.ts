import { once } from "node:events";
import { io } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Follower, joining, takeDelta, takeSnapshot } from "#components/live/feed-state.ts";
import { feedNames } from "#lib/contract/live.ts";
import type { SocketServer } from "./socket-server.ts";
import {
  anything,
  type Client,
  deltasOf,
  type FeedServer,
  startFeedServer,
  type Transport,
} from "./testing/feed-server.ts";
import { connectSilently } from "./testing/silent-client.ts";
import type { Feed } from "./types.ts";

let server: FeedServer;
let feed: Feed;
let sockets: SocketServer;

beforeEach(async () => {
  server = await startFeedServer();
  ({ feed, sockets } = server);
});
afterEach(() => server.close());

/** As long as a busy machine may need. */
const patient = { timeout: 60_000 };
const connect = (transport?: Transport) => server.connect(transport);
const change = (key: string, value: unknown) => server.change(key, value);
const emitAnything = (client: Client, ...given: [event: string, ...unknown[]]) =>
  anything(client).emit(...given);

describe.each(["websocket", "polling"] as const)("a browser connected by %s", (transport) => {
  test("that joins a feed gets a snapshot, then deltas", async () => {
    feed.set("cpu", { percent: 1 });
    sockets.tick();
    const client = await connect(transport);
    const deltas = deltasOf(client);
    const reply = await client.emitWithAck("feed:join", { feed: "process" });
    expect(reply).toEqual({ ok: true, snapshot: feed.snapshot() });
    // Between two polls a delta may be missed, as one may at any time: the next shows the gap.
    let percent = 1;
    await vi.waitUntil(() => {
      percent += 1;
      change("cpu", { percent });
      return deltas.length > 0;
    }, patient);
    const { seq } = deltas[0] ?? { seq: 0 };
    expect(deltas[0]).toEqual({
      feed: "process",
      epoch: "epoch-1",
      seq,
      changed: { cpu: { percent: seq } },
      removed: [],
    });
  });
});

describe("a browser", () => {
  test("that has not joined hears nothing, and one that left hears nothing more", async () => {
    const outside = deltasOf(await connect());
    const leaver = await connect();
    const heard = deltasOf(leaver);
    const stayer = await connect();
    const stayed = deltasOf(stayer);
    await leaver.emitWithAck("feed:join", { feed: "process" });
    await stayer.emitWithAck("feed:join", { feed: "process" });
    change("cpu", 1);
    await expect.poll(() => heard.length).toBe(1);
    expect(await leaver.emitWithAck("feed:leave", { feed: "process" })).toEqual({ ok: true });
    change("cpu", 2);
    await expect.poll(() => stayed.length).toBe(2);
    // An answer that comes after the delta would have, so that its absence is proved without waiting.
    await leaver.emitWithAck("feed:leave", { feed: "process" });
    expect(heard.length).toBe(1);
    expect(outside).toEqual([]);
  });

  test("that joins twice hears each delta once", async () => {
    const client = await connect();
    const deltas = deltasOf(client);
    await client.emitWithAck("feed:join", { feed: "process" });
    await client.emitWithAck("feed:join", { feed: "process" });
    change("cpu", 1);
    await expect.poll(() => deltas.length).toBe(1);
    await client.emitWithAck("feed:leave", { feed: "process" });
    expect(deltas.length).toBe(1);
  });

  test("that follows several feeds hears of each one that changed in a tick", async () => {
    const client = await connect();
    const deltas = deltasOf(client);
    for (const name of feedNames) await client.emitWithAck("feed:join", { feed: name });
    for (let tick = 1; tick <= 3; tick += 1) {
      for (const name of feedNames) server.feeds[name].set("level", tick);
      sockets.tick();
      await expect.poll(() => deltas).toHaveLength(tick * feedNames.length);
    }
    expect(new Set(deltas.map((delta) => delta.feed))).toEqual(new Set(feedNames));
  });

  test("that misses deltas sees the gap, joins again and ends with the server's entries", async () => {
    const client = await connect();
    let follower: Follower = joining();
    let rejoined = 0;
    let deaf = false;
    const join = async () => {
      const reply = await client.emitWithAck("feed:join", { feed: "process" });
      if (reply.ok) follower = takeSnapshot(follower, reply.snapshot);
    };
    client.on("feed:delta", (delta) => {
      if (deaf) return;
      const before = follower;
      follower = takeDelta(before, delta);
      if (before.phase === "joining" || follower.phase === "following") return;
      rejoined += 1;
      void join();
    });
    const arrived = (level: number) =>
      vi.waitFor(() => {
        expect(follower.phase).toBe("following");
        expect(follower.known?.entries).toEqual({ level });
      }, patient);
    await join();
    change("level", 1);
    await arrived(1);
    deaf = true;
    change("gone", true);
    await client.emitWithAck("feed:leave", { feed: "process" });
    deaf = false;
    feed.remove("gone");
    change("level", 2);
    await client.emitWithAck("feed:join", { feed: "process" });
    change("level", 3);
    await arrived(3);
    expect(rejoined).toBe(1);
  });

  test("that stalls is not sent a backlog, and catches up by joining again", async () => {
    const client = await connect();
    const deltas = deltasOf(client);
    await client.emitWithAck("feed:join", { feed: "process" });
    const engine = client.io.engine as unknown as {
      transport: { ws: { _socket: { pause(): void; resume(): void } } };
    };
    const { _socket: wire } = engine.transport.ws;
    wire.pause();
    const ticks = 200;
    for (let level = 1; level <= ticks; level += 1) {
      change("level", { level, padding: "x".repeat(128 * 1024) });
      await new Promise((resolve) => setImmediate(resolve));
    }
    wire.resume();
    const reply = await client.emitWithAck("feed:join", { feed: "process" });
    expect(reply.ok && reply.snapshot.seq).toBe(ticks);
    expect(deltas.length).toBeLessThan(ticks / 2);
  });
});

const broken: [string, unknown][] = [
  ["nothing", undefined],
  ["null", null],
  ["a text", "process"],
  ["a number", 7],
  ["a list", ["process"]],
  ["bytes", Buffer.from([0, 1, 2])],
  ["an unknown feed", { feed: "orders" }],
  ["a name from the prototype", { feed: "__proto__" }],
  ["a field too many", { feed: "process", room: "admin" }],
];

describe("a payload that is not as agreed", () => {
  test.each(broken)("(%s) is answered with a problem that says what to send", async (_, payload) => {
    const client = anything(await connect());
    for (const event of ["feed:join", "feed:leave"]) {
      const reply = await client.emitWithAck(event, payload);
      expect(reply).toMatchObject({ ok: false, problem: { code: "validation_failed" } });
      expect(reply.problem.detail).toContain("process");
    }
  });

  test("leaves the browser outside of every feed", async () => {
    const client = await connect();
    const deltas = deltasOf(client);
    await anything(client).emitWithAck("feed:join", { feed: "orders" });
    change("cpu", 1);
    await client.emitWithAck("feed:join", { feed: "process" });
    expect(deltas).toEqual([]);
  });

  test("is harmless without an acknowledgement, in any number and place", async () => {
    const client = await connect();
    emitAnything(client, "feed:join");
    emitAnything(client, "feed:join", { feed: "process" });
    emitAnything(client, "feed:join", { feed: "process" }, "not a function", 1, null);
    emitAnything(client, "feed:leave", null, null);
    expect((await client.emitWithAck("feed:join", { feed: "process" })).ok).toBe(true);
  });
});

test.each([[], [{ feed: "process" }, 1], [{ feed: "process" }, () => {}]])(
  "too few or too many arguments (%j, %j) are answered with a problem as well",
  async (...given) => {
    const client = anything(await connect());
    expect(await client.emitWithAck("feed:join", ...given)).toMatchObject({
      ok: false,
      problem: { code: "validation_failed" },
    });
  },
);

describe("a client that does what no page does", () => {
  const unknown = [
    "vendor_alert",
    "feed:delta",
    "feed:",
    "error",
    "__proto__",
    "constructor",
    "x".repeat(1_000),
  ];

  test("and sends unknown events is told which there are, and stays connected", async () => {
    const client = await connect();
    for (const event of unknown) {
      emitAnything(client, event, { feed: "process" });
      const reply = await anything(client).emitWithAck(event, { feed: "process" });
      expect(reply).toMatchObject({ ok: false, problem: { code: "not_found" } });
      expect(reply.problem.detail).toContain("feed:join, feed:leave");
    }
    expect((await client.emitWithAck("feed:join", { feed: "process" })).ok).toBe(true);
    expect(sockets.connected()).toBe(1);
  });

  test("and asks for another namespace is told there is none", async () => {
    const client = io(`http://127.0.0.1:${server.port}/admin`, {
      transports: ["websocket"],
      forceNew: true,
    });
    const error = await new Promise<Error>((resolve) => client.once("connect_error", resolve));
    client.close();
    expect(error.message).toBe("Invalid namespace");
  });

  test("and sends an oversize message is cut; the others are not", async () => {
    const loud = await connect();
    const other = await connect();
    const cut = once(loud as unknown as NodeJS.EventEmitter, "disconnect");
    emitAnything(loud, "feed:join", { feed: "x".repeat(20_000) });
    await cut;
    await expect.poll(() => sockets.connected()).toBe(1);
    expect((await other.emitWithAck("feed:join", { feed: "process" })).ok).toBe(true);
  });
});

describe("closing", () => {
  test("disconnects everyone", async () => {
    const client = await connect();
    const gone = once(anything(client) as unknown as NodeJS.EventEmitter, "disconnect");
    await sockets.close();
    await gone;
    expect(sockets.connected()).toBe(0);
  });

  test.each(["websocket", "polling"] as const)(
    "still delivers the tick before it (%s)",
    async (transport) => {
      const client = await connect(transport);
      const deltas = deltasOf(client);
      await client.emitWithAck("feed:join", { feed: "process" });
      if (transport === "polling") await expect.poll(() => server.waiting()).toBe(1);
      change("draining", true);
      await sockets.close();
      await expect.poll(() => deltas.at(-1)?.changed).toEqual({ draining: true });
    },
  );

  test("does not wait for a client that never answers the goodbye", { timeout: 25_000 }, async () => {
    const silent = await connectSilently(server.port, "/socket.io/?EIO=4&transport=websocket");
    await server.close();
    silent.destroy();
  });

  test("refuses new sessions of both transports", async () => {
    await sockets.close();
    const polling = await fetch(`http://127.0.0.1:${server.port}/socket.io/?EIO=4&transport=polling`);
    expect(polling.status).toBe(503);
    const upgrade = connectSilently(server.port, "/socket.io/?EIO=4&transport=websocket");
    await expect(upgrade).rejects.toThrow("HTTP/1.1 503");
  });
});
