import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { knownShoppers } from "#lib/services/ledger/known-shoppers.ts";
import { assortment } from "#lib/shop/assortment.ts";
import { send } from "./testing/send.ts";
import { startPreparedServer } from "./testing/start-prepared-server.ts";
import { type RunningServer, startServer } from "./testing/start-server.ts";

const running: RunningServer[] = [];
const start = async (...options: Parameters<typeof startServer>) => {
  const server = await startPreparedServer(...options);
  running.push(server);
  return server;
};
afterEach(async () => {
  // The last first: what shares a directory with one that still runs must not remove it.
  for (const server of running.splice(0).reverse()) await server.stop();
});

describe("what stops a start says so in one line", () => {
  const failure = async (env: Record<string, string>) => {
    const error = await startPreparedServer({ env }).then(
      (server) => server.stop().then(() => "it started"),
      (cause: Error) => cause.message,
    );
    return error.slice(error.indexOf("It said:\n") + 9).trim();
  };

  test("a wrong variable is named with what is allowed", async () => {
    expect(await failure({ PORT: "eighty" })).toMatch(
      /^Faultmart cannot start\. Wrong configuration: PORT must be a whole number from 0 to 65535 .*"eighty".*$/,
    );
    expect(await failure({ LOG_FORMAT: "xml" })).toMatch(
      /^.*LOG_FORMAT must be .*json.*structlog.*django.*$/,
    );
  });

  test("a taken port says how to choose another", async () => {
    const holder = createServer().listen(0, "127.0.0.1");
    await once(holder, "listening");
    const { port } = holder.address() as { port: number };
    const said = await failure({ PORT: String(port) });
    holder.close();
    expect(said.split("\n").at(-1)).toMatch(
      /^Faultmart cannot start\. The port is taken\..*PORT=3001 npm start/,
    );
  });

  test("a data directory that is a file says what to set", async () => {
    const dir = await mkdtemp(join(tmpdir(), "faultmart-"));
    await writeFile(join(dir, "data"), "not a directory");
    const said = await failure({ DATA_DIR: join(dir, "data") });
    await rm(dir, { recursive: true });
    expect(said).toMatch(/^Faultmart cannot start\..*DATA_DIR/);
    expect(said.split("\n")).toHaveLength(1);
  });

  test("a second process on the same data is refused and told who holds it", async () => {
    const first = await start();
    const said = await failure({ DATA_DIR: join(first.stateDir, "data") });
    expect(said).toContain(String(first.process.pid));
    expect((await send(first.url, { path: "/health" })).status).toBe(200);
  });
});

describe("a stop signal", () => {
  test("lets what is in flight finish, tells keep-alive clients to go, and exits with 0", async () => {
    const server = await start();
    const body = JSON.stringify({ message: "sent slowly", page: "/room" });
    const slow = await beginRequest(server, body);
    slow.write(body.slice(0, 5));
    const exited = once(server.process, "exit");
    server.process.kill("SIGTERM");
    await expect.poll(() => server.stdout()).toContain('"message":"stopping"');
    const answered = once(slow, "data");
    slow.write(body.slice(5));
    expect(String((await answered)[0])).toMatch(/^HTTP\/1\.1 202 .*connection: close/is);
    expect((await exited)[0]).toBe(0);
    expect(server.stdout()).toContain('"message":"sent slowly"');
  });

  test("lets services still call each other for an order that is under way", async () => {
    const server = await start({ env: { SIMULATION_SPEED: "0" } });
    const post = (path: string, body: unknown) =>
      send(server.url, {
        method: "POST",
        path,
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    await post("/api/faults", {
      kind: "latency",
      target: "inventory-service",
      parameters: { delayMs: 700 },
      durationSeconds: 60,
    });
    const shopper = knownShoppers.find((one) => one.tenant === "merch" && one.cardEnding !== "0002");
    const [item] = assortment.filter(({ stock }) => stock > 50);
    const order = post("/services/api-gateway/checkout", {
      session: shopper?.session,
      lines: [{ sku: item?.sku, quantity: 1 }],
      cardEnding: shopper?.cardEnding,
    });
    const busy = async () => {
      const { reading } = (await send(server.url, { path: "/api/services/inventory-service" })).json();
      return (reading as { busy: number }).busy;
    };
    await expect.poll(busy, { interval: 20 }).toBeGreaterThan(0);
    const exited = once(server.process, "exit");
    server.process.kill("SIGTERM");
    expect((await order).status).toBe(200);
    expect((await exited)[0]).toBe(0);
  });

  test("does not wait for connections without a request, refused upgrades or clients that never close", async () => {
    const server = await start();
    const { hostname, port } = new URL(server.url);
    const open = (text: string) => {
      const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
      socket.on("error", () => socket.destroy());
      if (text) socket.write(text);
      return socket;
    };
    const sockets = [
      open(""),
      open("GET /health HTTP/1.1\r\nHo"),
      open("GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"),
    ];
    const [refusal] = await once(sockets[2] as Socket, "data");
    expect(String(refusal)).toMatch(/^HTTP\/1\.1 404 /);
    const exited = once(server.process, "exit");
    const asked = performance.now();
    server.process.kill("SIGTERM");
    expect((await exited)[0]).toBe(0);
    for (const socket of sockets) socket.destroy();
    // The grace is 20 seconds; anything near it means that a dead connection was waited for.
    expect(performance.now() - asked).toBeLessThan(18_000);
  });

  test("given twice does not wait for what is in flight", async () => {
    const server = await start();
    await beginRequest(server, "{}");
    const exited = once(server.process, "exit");
    server.process.kill("SIGTERM");
    await expect.poll(() => server.stdout()).toContain('"message":"stopping"');
    server.process.kill("SIGINT");
    expect((await exited)[0]).toBe(1);
    expect(server.stderr()).toContain("not waiting any longer");
  });

  test("cuts a request that outlives the grace period", async () => {
    const server = await start({ env: { SHUTDOWN_TIMEOUT_SECONDS: "1" } });
    await beginRequest(server, "{}");
    const exited = once(server.process, "exit");
    server.process.kill("SIGTERM");
    expect((await exited)[0]).toBe(0);
  });
});

test("state survives a stop and a kill", async () => {
  // From nothing, as on a machine where it never ran.
  const first = await startServer();
  running.push(first);
  const before = (await send(first.url, { path: "/api/products" })).text;
  await first.stop({ keepState: true });
  const second = await start({ stateDir: first.stateDir });
  second.process.kill("SIGKILL");
  await once(second.process, "exit");
  const third = await start({ stateDir: first.stateDir });
  expect((await send(third.url, { path: "/api/products" })).text).toBe(before);
});

/** Opens a request whose body is still to come; the server has read its head when this resolves. */
async function beginRequest(server: RunningServer, body: string): Promise<Socket> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  // The server may cut it; whether that was right is for the test to say.
  socket.on("error", () => socket.destroy());
  socket.write(
    `POST /api/browser-errors HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n`,
  );
  const [first] = await once(socket, "data");
  expect(String(first)).toMatch(/^HTTP\/1\.1 100 /);
  return socket;
}
