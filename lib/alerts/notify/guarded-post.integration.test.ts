import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, LookupFunction } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { createGuardedPost } from "./guarded-post.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** A server on every address of this machine, and how often somebody came in. */
async function startReceiver(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer);
  servers.push(server);
  let connections = 0;
  server.on("connection", () => {
    connections += 1;
  });
  server.listen(0, "::");
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, connections: () => connections };
}

const sayYes = (_: IncomingMessage, response: ServerResponse) => void response.writeHead(200).end("ok");

const loopback = [
  "127.0.0.1",
  "127.1",
  "127.0.1",
  "127.127.127.127",
  "2130706433",
  "0x7f000001",
  "0x7f.0.0.1",
  "0177.0.0.1",
  "017700000001",
  "127.0.0.1.",
  "localhost",
  "LOCALHOST",
  "0.0.0.0",
  "0",
  "[::1]",
  "[0:0:0:0:0:0:0:1]",
  "[::]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
];

describe("an address that somebody typed", () => {
  test.each(loopback)("does not lead to this machine as %s", async (host) => {
    const receiver = await startReceiver(sayYes);
    const { post, mayReach } = createGuardedPost({ allowHosts: [] });
    const url = new URL(`http://${host}:${receiver.port}/`);
    await expect(post(url, "{}", {})).rejects.toMatchObject({ blocked: true });
    expect(await mayReach(url)).toBe(false);
    expect(receiver.connections()).toBe(0);
  });

  test.each([
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "[fd00::1]",
    "[fe80::1]",
    "[::ffff:169.254.169.254]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
  ])("does not lead into a private network as %s", async (host) => {
    const { post } = createGuardedPost({ allowHosts: [] });
    for (const scheme of ["http", "https"])
      await expect(post(new URL(`${scheme}://${host}/`), "{}", {})).rejects.toMatchObject({ blocked: true });
  });

  test.each([
    ["127.0.0.1", 4],
    ["10.0.0.8", 4],
    ["169.254.169.254", 4],
    ["::1", 6],
    ["::ffff:127.0.0.1", 6],
  ])("does not lead there by a name that stands for %s", async (address, family) => {
    const receiver = await startReceiver(sayYes);
    const { post, mayReach } = createGuardedPost({ allowHosts: [], lookup: namesFor(address, family) });
    const url = new URL(`http://hooks.example.com:${receiver.port}/`);
    await expect(post(url, "{}", {})).rejects.toMatchObject({ blocked: true });
    expect(await mayReach(url)).toBe(false);
    expect(receiver.connections()).toBe(0);
  });

  test("leads wherever the operator allows it, in every spelling of that host", async () => {
    const receiver = await startReceiver(sayYes);
    const { post, mayReach } = createGuardedPost({ allowHosts: ["127.0.0.1", "*.internal.example"] });
    for (const host of ["127.0.0.1", "127.1", "0x7f000001"]) {
      const url = new URL(`http://${host}:${receiver.port}/`);
      expect(await post(url, "{}", {})).toMatchObject({ status: 200, text: "ok" });
      expect(await mayReach(url)).toBe(true);
    }
    await expect(post(new URL(`http://localhost:${receiver.port}/`), "{}", {})).rejects.toThrow(/private/);
  });
});

describe("a receiver", () => {
  const startAllowed = async (
    answer: (request: IncomingMessage, response: ServerResponse) => void,
    limitMs = 10_000,
  ) => {
    const { port } = await startReceiver(answer);
    const { post } = createGuardedPost({ allowHosts: ["127.0.0.1"], limitMs });
    return (body = "{}") => post(new URL(`http://127.0.0.1:${port}/hook`), body, { "x-mine": "yes" });
  };

  test("gets the body, whole and with its headers", async () => {
    const got: unknown[] = [];
    const send = await startAllowed(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      got.push(request.method, request.url, request.headers["x-mine"], Buffer.concat(chunks).toString());
      response.end();
    });
    await send("naïve — ok");
    expect(got).toEqual(["POST", "/hook", "yes", "naïve — ok"]);
  });

  test("that leads elsewhere is not followed", async () => {
    let asked = 0;
    const send = await startAllowed((_, response) => {
      asked += 1;
      response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data/" }).end();
    });
    expect(await send()).toMatchObject({ status: 302 });
    expect(asked).toBe(1);
  });

  test.each([
    ["never answers", () => undefined],
    ["never ends its answer", (_: unknown, response: ServerResponse) => void response.write("a")],
  ])("that %s is given up", async (_, answer) => {
    const send = await startAllowed(answer, 200);
    await expect(send()).rejects.toThrow("No answer within 0.2 s");
  });

  test("that answers without end is cut off, and has taken what its status says it took", async () => {
    const send = await startAllowed((_, response) => {
      response.on("error", () => undefined);
      const pour = () => {
        while (!response.destroyed && response.write("a".repeat(8_192)));
        if (!response.destroyed) response.once("drain", pour);
      };
      pour();
    });
    const answered = await send();
    expect(answered.status).toBe(200);
    expect(answered.text).toBe("a".repeat(16 * 1024));
  });

  test("that hangs up is said to have done so", async () => {
    const send = await startAllowed((request) => void request.socket.resetAndDestroy());
    await expect(send()).rejects.toThrow(/ECONNRESET|socket hang up/);
  });
});

function namesFor(address: string, family: number): LookupFunction {
  return (_, options, callback) => {
    if (options.all) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
}
