import { once } from "node:events";
import { io, type Socket } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Follower, joining, takeDelta, takeSnapshot } from "#components/live/feed-state.ts";
import type { ClientEvents, FeedDelta, ServerEvents } from "#lib/contract/live.ts";
import type { Logger } from "#lib/telemetry/types.ts";
import { createFeed } from "./feed.ts";
import { createSocketServer, type SocketServer } from "./socket-server.ts";
import { connectSilently } from "./testing/silent-client.ts";
import { type SocketHost, startHost } from "./testing/socket-host.ts";
import type { Feed } from "./types.ts";

type Client = Socket<ServerEvents, ClientEvents>;

const quiet = () => {};
const log: Logger = {
  debug: quiet,
  info: quiet,
  warn: quiet,
  error: quiet,
  critical: quiet,
  exception: quiet,
  named: () => log,
};

let feed: Feed;
let sockets: SocketServer;
let host: SocketHost;
let clients: Client[];

beforeEach(async () => {
  clients = [];
  feed = createFeed("process", "epoch-1");
  sockets = createSocketServer({ process: feed }, log);
  host = await startHost(sockets);
});
afterEach(async () => {
  for (const client of clients) client.close();
  await sockets.close();
  await host.close();
});

async function connect(transport: "websocket" | "polling" = "websocket"): Promise<Client> {
  const client: Client = io(`http://127.0.0.1:${host.port}`, {
    transports: [transport],
    reconnection: false,
    forceNew: true,
  });
  clients.push(client);
  await new Promise<void>((resolve, reject) => {
    client.once("connect", resolve);
    client.once("connect_error", reject);
  });
  return client;
}

function change(key: string, value: unknown) {
  feed.set(key, value);
  sockets.tick();
}

/** Emits what the contract does not allow, as a broken or hostile client would. */
const emitAnything = (client: Client, ...given: [event: string, ...unknown[]]) =>
  (client as unknown as Socket).emit(...given);

function deltasOf(client: Client): FeedDelta[] {
  const deltas: FeedDelta[] = [];
  client.on("feed:delta", (delta) => deltas.push(delta));
  return deltas;
}

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
    });
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
    await vi.waitFor(() => expect(heard.length).toBe(1));
    expect(await leaver.emitWithAck("feed:leave", { feed: "process" })).toEqual({ ok: true });
    change("cpu", 2);
    await vi.waitFor(() => expect(stayed.length).toBe(2));
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
    await vi.waitFor(() => expect(deltas.length).toBe(1));
    await client.emitWithAck("feed:leave", { feed: "process" });
    expect(deltas.length).toBe(1);
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
      });
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
    const client = (await connect()) as unknown as Socket;
    for (const event of ["feed:join", "feed:leave"]) {
      const reply = await client.emitWithAck(event, payload);
      expect(reply).toMatchObject({ ok: false, problem: { code: "validation_failed" } });
      expect(reply.problem.detail).toContain("process");
    }
  });

  test("leaves the browser outside of every feed", async () => {
    const client = await connect();
    const deltas = deltasOf(client);
    await (client as unknown as Socket).emitWithAck("feed:join", { feed: "orders" });
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

describe("a client that does what no page does", () => {
  test("and sends unknown events stays connected and is not heard", async () => {
    const client = await connect();
    for (const event of [
      "vendor_alert",
      "feed:delta",
      "feed:",
      "__proto__",
      "constructor",
      "x".repeat(1_000),
    ]) {
      emitAnything(client, event, { feed: "process" }, () => {});
    }
    expect((await client.emitWithAck("feed:join", { feed: "process" })).ok).toBe(true);
    expect(sockets.connected()).toBe(1);
  });

  test("and asks for another namespace is told there is none", async () => {
    const client: Client = io(`http://127.0.0.1:${host.port}/admin`, {
      transports: ["websocket"],
      forceNew: true,
    });
    clients.push(client);
    const error = await new Promise<Error>((resolve) => client.once("connect_error", resolve));
    expect(error.message).toBe("Invalid namespace");
  });

  test("and sends an oversize message is cut; the others are not", async () => {
    const loud = await connect();
    const other = await connect();
    const cut = once(loud as unknown as NodeJS.EventEmitter, "disconnect");
    emitAnything(loud, "feed:join", { feed: "x".repeat(20_000) });
    await cut;
    await vi.waitFor(() => expect(sockets.connected()).toBe(1));
    expect((await other.emitWithAck("feed:join", { feed: "process" })).ok).toBe(true);
  });
});

describe("closing", () => {
  test("disconnects everyone", async () => {
    const client = await connect();
    const gone = once(client as unknown as NodeJS.EventEmitter, "disconnect");
    await sockets.close();
    await gone;
    expect(sockets.connected()).toBe(0);
  });

  test("does not wait for a client that never answers the goodbye", { timeout: 10_000 }, async () => {
    const silent = await connectSilently(host.port, "/socket.io/?EIO=4&transport=websocket");
    await sockets.close();
    await host.close();
    silent.destroy();
  });
});
