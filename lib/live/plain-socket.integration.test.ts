import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { createPlainSocket, type PlainSocket } from "./plain-socket.ts";
import { connectSilently } from "./testing/silent-client.ts";
import { type SocketHost, startHost } from "./testing/socket-host.ts";

let state: { level: number; padding?: string };
let plainSocket: PlainSocket;
let host: SocketHost;

beforeEach(async () => {
  state = { level: 0 };
  plainSocket = createPlainSocket(
    () => ({ type: "services", services: [state] }),
    () => "2031-01-01T00:00:00.000Z",
    { most: 3 },
  );
  host = await startHost(plainSocket);
});
afterEach(async () => {
  plainSocket.close();
  await host.close();
});

type Client = { socket: WebSocket; next(): Promise<unknown> };

async function connect(): Promise<Client> {
  const socket = new WebSocket(`ws://127.0.0.1:${host.port}/ws`);
  const messages: unknown[] = [];
  socket.on("message", (data) => messages.push(JSON.parse(String(data))));
  await once(socket, "open");
  return {
    socket,
    next: async () => {
      await expect.poll(() => messages).not.toEqual([]);
      return messages.shift();
    },
  };
}

const message = (level: number) => ({
  type: "services",
  services: [{ level }],
  timestamp: "2031-01-01T00:00:00.000Z",
});

function change(level: number) {
  state = { level };
  plainSocket.tick();
}

describe("a script on /ws", () => {
  test("gets the whole state on connecting, stamped with the time", async () => {
    expect(await (await connect()).next()).toEqual(message(0));
  });

  test("gets it again when it changes, and only then", async () => {
    const client = await connect();
    expect(await client.next()).toEqual(message(0));
    plainSocket.tick();
    change(1);
    plainSocket.tick();
    change(2);
    expect(await client.next()).toEqual(message(1));
    expect(await client.next()).toEqual(message(2));
  });

  test("that connects between a change and its tick gets it once, those before it too", async () => {
    const first = await connect();
    expect(await first.next()).toEqual(message(0));
    state = { level: 1 };
    const second = await connect();
    expect(await second.next()).toEqual(message(1));
    plainSocket.tick();
    change(2);
    expect(await first.next()).toEqual(message(1));
    expect(await first.next()).toEqual(message(2));
    expect(await second.next()).toEqual(message(2));
  });

  test("may say anything short without effect", async () => {
    const client = await connect();
    await client.next();
    for (const text of ["hello", "{", '{"type":"subscribe"}', Buffer.from([0, 255])])
      client.socket.send(text);
    client.socket.ping();
    await once(client.socket, "pong");
    change(1);
    expect(await client.next()).toEqual(message(1));
  });

  test("that sends a long message is cut, the others are not", async () => {
    const loud = await connect();
    const quiet = await connect();
    await quiet.next();
    loud.socket.send("x".repeat(1_025));
    const [code] = await once(loud.socket, "close");
    expect(code).toBe(1009);
    await expect.poll(() => plainSocket.connected()).toBe(1);
    change(1);
    expect(await quiet.next()).toEqual(message(1));
  });

  test("that breaks the protocol is cut", async () => {
    const raw = await connectSilently(host.port, "/ws");
    await expect.poll(() => plainSocket.connected()).toBe(1);
    raw.resume().write(Buffer.from([0xff, 0xff, 0xff, 0xff]));
    await once(raw, "close");
    await expect.poll(() => plainSocket.connected()).toBe(0);
  });

  test("that stops reading is cut before its backlog grows past a megabyte or so, the others are not", async () => {
    const reading = await connect();
    await connectSilently(host.port, "/ws");
    await expect.poll(() => plainSocket.connected()).toBe(2);
    let level = 0;
    await vi.waitUntil(
      () => {
        level += 1;
        state = { level, padding: "x".repeat(256 * 1024) };
        plainSocket.tick();
        return plainSocket.connected() === 1;
      },
      { interval: 1, timeout: 60_000 },
    );
    expect(reading.socket.readyState).toBe(WebSocket.OPEN);
  });
});

describe("when all sockets are taken", () => {
  test("the next is refused, until one leaves", async () => {
    const [first, second] = [await connect(), await connect()];
    await connect();
    await expect(connectSilently(host.port, "/ws")).rejects.toThrow("HTTP/1.1 503");
    first.socket.close();
    await vi.waitFor(() => connectSilently(host.port, "/ws"), { timeout: 60_000 });
    change(1);
    await second.next();
    expect(await second.next()).toEqual(message(1));
  });
});

describe("closing", () => {
  test("refuses new sockets", async () => {
    plainSocket.close();
    await expect(connectSilently(host.port, "/ws")).rejects.toThrow("HTTP/1.1 503");
  });

  test("says goodbye to everyone", async () => {
    const client = await connect();
    const closed = once(client.socket, "close");
    plainSocket.close();
    const [code] = await closed;
    expect(code).toBe(1001);
  });

  test("does not wait for a client that never answers the goodbye", { timeout: 25_000 }, async () => {
    const silent = await connectSilently(host.port, "/ws");
    plainSocket.close();
    await host.close();
    await expect.poll(() => plainSocket.connected()).toBe(0);
    silent.destroy();
  });

  test("twice is the same as once", () => {
    plainSocket.close();
    expect(() => plainSocket.close()).not.toThrow();
  });
});
