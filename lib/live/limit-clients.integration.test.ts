import { once } from "node:events";
import { connect, type Socket as Wire } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { anything, type FeedServer, startFeedServer } from "./testing/feed-server.ts";
import { connectSilently } from "./testing/silent-client.ts";

let server: FeedServer;
beforeEach(async () => {
  server = await startFeedServer({ most: 20 });
});
afterEach(() => server.close());

const handshake = "/socket.io/?EIO=4&transport=polling";
const address = (path: string) => `http://127.0.0.1:${server.port}${path}`;
const openSession = () => fetch(address(handshake));

/** A text frame as a browser sends it; a mask of zeros leaves the text as it is. */
function frame(text: string): Buffer {
  const body = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x81, 0x80 | body.length, 0, 0, 0, 0]), body]);
}

const join = (id: number) => frame(`42${id}["feed:join",{"feed":"process"}]`);

async function connectDeaf(): Promise<Wire> {
  const wire = await connectSilently(server.port, "/socket.io/?EIO=4&transport=websocket");
  wire.write(frame("40"));
  return wire;
}

describe("a client that stops reading", () => {
  test("is cut before its answers grow past a megabyte or so, the others are not", {
    timeout: 120_000,
  }, async () => {
    server.feed.set("padding", "x".repeat(64 * 1024));
    const reading = await server.connect();
    const deaf = await connectDeaf();
    await expect.poll(() => server.sockets.connected()).toBe(2);
    let asked = 0;
    await vi.waitUntil(
      () => {
        asked += 1;
        deaf.write(join(asked));
        server.sockets.tick();
        return server.sockets.connected() === 1;
      },
      { interval: 5, timeout: 60_000 },
    );
    expect(server.warnings).toEqual(["does not read"]);
    expect((await reading.emitWithAck("feed:join", { feed: "process" })).ok).toBe(true);
    deaf.destroy();
  });

  test("is cut as well when it polls: asks and never fetches the answers", async () => {
    server.feed.set("padding", "x".repeat(64 * 1024));
    const { sid } = JSON.parse((await (await openSession()).text()).slice(1)) as { sid: string };
    const post = (body: string) => fetch(address(`${handshake}&sid=${sid}`), { method: "POST", body });
    await post("40");
    let asked = 0;
    await vi.waitUntil(
      async () => {
        asked += 1;
        await post(`42${asked}["feed:join",{"feed":"process"}]`);
        server.sockets.tick();
        return server.sockets.connected() === 0;
      },
      { interval: 1, timeout: 60_000 },
    );
    expect(server.warnings).toEqual(["does not read"]);
    expect(asked).toBeLessThan(30);
  });
});

describe("a client that floods", () => {
  test("is cut, whether it reads or not", async () => {
    const flooding = await server.connect();
    const other = await server.connect();
    const cut = once(flooding as unknown as NodeJS.EventEmitter, "disconnect");
    for (let count = 0; count < 60; count += 1)
      anything(flooding).emit("feed:join", { feed: "process" }, () => {});
    await cut;
    await expect.poll(() => server.sockets.connected()).toBe(1);
    expect(server.warnings).toEqual(["too many packets"]);
    expect((await other.emitWithAck("feed:join", { feed: "process" })).ok).toBe(true);
  });

  test("with requests for namespaces is cut too", async () => {
    const deaf = await connectDeaf();
    await expect.poll(() => server.sockets.connected()).toBe(1);
    deaf.write(Buffer.concat(Array.from({ length: 60 }, () => frame("40/admin,"))));
    await expect.poll(() => server.sockets.connected()).toBe(0);
    deaf.destroy();
  });

  test("is another than one that asks now and then", async () => {
    const client = await server.connect();
    for (let count = 0; count < 200; count += 1) {
      expect((await client.emitWithAck("feed:join", { feed: "process" })).ok).toBe(true);
      if (count % 20 === 0) server.sockets.tick();
    }
  });
});

describe("a session without a namespace", () => {
  test("is counted, and dropped after some ticks", async () => {
    const client = await server.connect();
    for (let count = 0; count < 3; count += 1) await openSession();
    expect(server.sockets.connected()).toBe(4);
    for (let tick = 0; tick < 40; tick += 1) server.sockets.tick();
    expect(server.sockets.connected()).toBe(4);
    server.sockets.tick();
    expect(server.sockets.connected()).toBe(1);
    expect((await client.emitWithAck("feed:join", { feed: "process" })).ok).toBe(true);
  });
});

describe("when all sessions are taken", () => {
  test("the next is refused on both transports, until one leaves", async () => {
    const client = await server.connect();
    for (let count = 1; count < 20; count += 1) expect((await openSession()).status).toBe(200);
    expect((await openSession()).status).toBe(503);
    const upgrade = connectSilently(server.port, "/socket.io/?EIO=4&transport=websocket");
    await expect(upgrade).rejects.toThrow("HTTP/1.1 503");
    expect((await client.emitWithAck("feed:join", { feed: "process" })).ok).toBe(true);
    client.close();
    await expect.poll(async () => (await openSession()).status).toBe(200);
  });

  test("a burst on one connection is refused too", async () => {
    const wire = connect(server.port, "127.0.0.1");
    let text = "";
    wire.on("data", (data) => {
      text += data;
    });
    wire.write(`GET ${handshake} HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(200));
    await expect.poll(() => text.split("HTTP/1.1 ").length).toBe(201);
    expect(server.sockets.connected()).toBe(20);
    wire.destroy();
  });
});
