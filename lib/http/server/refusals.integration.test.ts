import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { send } from "#lib/runtime/testing/send.ts";
import { startPreparedServer } from "#lib/runtime/testing/start-prepared-server.ts";
import type { RunningServer } from "#lib/runtime/testing/start-server.ts";

let server: RunningServer;

beforeAll(async () => {
  server = await startPreparedServer({
    env: { SIMULATION_SPEED: "0", REQUEST_TIMEOUT_SECONDS: "2", CORS_ORIGINS: "https://friend.example" },
  });
});
afterAll(() => server.stop());

const html = { accept: "text/html" };

/** Sends text as it is and reads until the server closes. */
async function raw(text: string): Promise<string> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname, () => socket.write(text));
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  await once(socket, "close");
  return Buffer.concat(chunks).toString();
}

const statusLines = (text: string) => text.match(/^HTTP\/1\.1 \d{3}/gm) ?? [];

describe("an address is what our table says it is, and nothing else", () => {
  test.each(["/_next/../room", "/_next/%2e%2e/metrics", "/x/../metrics", "/shop%2fmerch"])(
    "%s is refused",
    async (path) => {
      expect((await send(server.url, { path, headers: html })).status).toBe(400);
    },
  );

  test.each(["/_next/nope", "/_next/image?url=%2Ficon.svg&w=64&q=75", "/_next/data/x/room.json"])(
    "%s is not served",
    async (path) => {
      expect((await send(server.url, { path })).headers["content-type"]).toBe("application/problem+json");
      const page = await send(server.url, { path, headers: html });
      expect(page.status).toBe(404);
      expect(page.headers["content-security-policy"]).toContain("'nonce-");
    },
  );

  test("a slash at the end leads to the address without it", async () => {
    const answer = await send(server.url, { path: "/shop/merch/?sort=price" });
    expect(answer.status).toBe(308);
    expect(answer.headers.location).toBe("/shop/merch?sort=price");
    expect((await send(server.url, { path: "/nowhere/" })).status).toBe(404);
  });

  test("a host that is no host is 400, not our failure", async () => {
    expect((await send(server.url, { path: "/health", headers: { host: "localhost:99999" } })).status).toBe(
      400,
    );
    const twice = await raw(
      "GET /health HTTP/1.1\r\nHost: localhost\r\nHost: attacker.example\r\nConnection: close\r\n\r\n",
    );
    expect(statusLines(twice)).toEqual(["HTTP/1.1 400"]);
  });

  test("what a page sends to Next about its own state cannot make it fail", async () => {
    for (const state of ["garbage", "%5B%22%22%5D", "%ff", "[]", "null"]) {
      const answer = await send(server.url, {
        path: "/room",
        headers: { rsc: "1", "next-router-state-tree": state },
      });
      expect(answer.status, state).toBeLessThan(500);
    }
  });
});

describe("origins", () => {
  test("a foreign page cannot open a session by polling", async () => {
    const path = "/socket.io/?EIO=4&transport=polling";
    expect((await send(server.url, { path, headers: { origin: "https://attacker.example" } })).status).toBe(
      403,
    );
    expect((await send(server.url, { path })).status).toBe(200);
  });

  test("an answer to an allowed origin says that it differs by origin", async () => {
    const headers = { origin: "https://friend.example" };
    for (const path of ["/metrics", "/api/products"]) {
      const answer = await send(server.url, { path, headers });
      expect(answer.headers["access-control-allow-origin"]).toBe("https://friend.example");
      expect(answer.headers.vary?.toLowerCase()).toContain("origin");
    }
    expect(
      (await send(server.url, { path: "/room", headers })).headers["access-control-allow-origin"],
    ).toBeUndefined();
  });
});

describe("one request gets one answer", () => {
  test("after a refused body nothing more is said on the connection", async () => {
    const text = await raw("DELETE /health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{");
    expect(statusLines(text)).toEqual(["HTTP/1.1 405"]);
  });

  test("garbage behind a request does not take the place of its answer", async () => {
    const text = await raw("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\nnot http at all\r\n\r\n");
    expect(statusLines(text)[0]).toBe("HTTP/1.1 200");
  });

  test("an upgrade to something else than a WebSocket is an ordinary request", async () => {
    const text = await raw(
      "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n",
    );
    expect(statusLines(text)).toEqual(["HTTP/1.1 200"]);
  });
});

test("a refusal has both ids, a log line and a count", async () => {
  const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n";
  const text = await raw(
    `GET /nowhere HTTP/1.1\r\nHost: localhost\r\nx-request-id: refused-upgrade-1\r\n${upgrade}\r\n`,
  );
  const traceId = /^x-trace-id: ([0-9a-f]{32})\r$/m.exec(text)?.[1];
  expect(traceId).toBeTruthy();
  expect(text).toContain("x-request-id: refused-upgrade-1");
  await expect
    .poll(() =>
      server
        .stdout()
        .split("\n")
        .find((line) => line.includes("refused-upgrade-1")),
    )
    .toContain(String(traceId));
  const { text: metrics } = await send(server.url, { path: "/metrics" });
  expect(metrics).toMatch(/http_server_refusals_total\{[^}]*code="not_found"[^}]*\} [1-9]/);
});

test("none of this was a failure of ours", async () => {
  expect((await send(server.url, { path: "/health" })).status).toBe(200);
  expect(server.stdout()).not.toMatch(/"level":"(ERROR|CRITICAL)"/);
});
