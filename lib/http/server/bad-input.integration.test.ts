import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Problem } from "#lib/contract/problem.ts";
import { type Answer, type Sent, send } from "#lib/runtime/testing/send.ts";
import { startPreparedServer } from "#lib/runtime/testing/start-prepared-server.ts";
import type { RunningServer } from "#lib/runtime/testing/start-server.ts";

let server: RunningServer;

beforeAll(async () => {
  server = await startPreparedServer({
    env: {
      SIMULATION_SPEED: "0",
      BODY_LIMIT_KB: "4",
      REQUEST_TIMEOUT_SECONDS: "2",
      CORS_ORIGINS: "https://friend.example",
    },
  });
});
afterAll(() => server.stop());

const json = { "content-type": "application/json" };
const report = { message: "x is not a function", page: "/room" };
const post = (sent: Sent): Sent => ({ method: "POST", path: "/api/browser-errors", headers: json, ...sent });

function expectProblem(answer: Answer, status: number, code: string) {
  expect(answer.status).toBe(status);
  expect(answer.headers["content-type"]).toBe("application/problem+json");
  const problem = Problem.parse(answer.json());
  expect(problem).toMatchObject({ status, code, requestId: answer.headers["x-request-id"] });
  expect(problem.detail).not.toBe("");
  return problem;
}

describe("bad input is answered as a problem that names its request", () => {
  test("an unknown address is 404", async () => {
    expectProblem(await send(server.url, { path: "/api/nothing-here" }), 404, "not_found");
    expectProblem(await send(server.url, { path: "/nothing-here", method: "POST" }), 404, "not_found");
  });

  test("an unknown address opened in a browser is a page with status 404", async () => {
    const answer = await send(server.url, { path: "/nothing-here", headers: { accept: "text/html,*/*" } });
    expect(answer.status).toBe(404);
    expect(answer.headers["content-type"]).toContain("text/html");
    expect(answer.headers["x-request-id"]).toBeTruthy();
  });

  test.each([
    ["an endpoint", "/health", "DELETE", "GET, HEAD, OPTIONS"],
    ["an endpoint behind Next", "/api/products", "POST", "GET, HEAD, OPTIONS"],
    ["a page", "/room", "POST", "GET, HEAD, OPTIONS"],
    ["an endpoint that only takes reports", "/api/browser-errors", "GET", "POST, OPTIONS"],
  ])("a wrong method on %s is 405 and says which are allowed", async (_, path, method, allow) => {
    const answer = await send(server.url, { path, method });
    expectProblem(answer, 405, "method_not_allowed");
    expect(answer.headers.allow).toBe(allow);
  });

  test("a body that says it is too large is 413", async () => {
    expectProblem(
      await send(server.url, post({ body: JSON.stringify({ ...report, stack: "x".repeat(5_000) }) })),
      413,
      "payload_too_large",
    );
  });

  test("a body that grows too large while it arrives is 413", async () => {
    const body = JSON.stringify({ ...report, stack: "x".repeat(5_000) });
    const answer = await send(server.url, post({ body, chunked: true }));
    expectProblem(answer, 413, "payload_too_large");
    expect(answer.headers.connection).toBe("close");
  });

  test("a sender that is cut off or hangs up leaves no error in the log", async () => {
    const body = JSON.stringify({ ...report, stack: "x".repeat(5_000) });
    for (let count = 0; count < 5; count += 1)
      expect((await send(server.url, post({ body, chunked: true }))).status).toBe(413);
    await hangUp();
    await expect.poll(() => logLines().filter(({ message }) => / 499$/.test(message))).toHaveLength(1);
    await expect.poll(() => logLines().filter(({ message }) => / 413$/.test(message))).not.toHaveLength(0);
    expect(logLines().filter(({ level }) => level === "ERROR" || level === "CRITICAL")).toEqual([]);
  });

  test("a body of another type is 415, as is one without a type", async () => {
    const answer = await send(
      server.url,
      post({ body: "message=x", headers: { "content-type": "application/x-www-form-urlencoded" } }),
    );
    expectProblem(answer, 415, "unsupported_media_type");
    expectProblem(await send(server.url, post({ body: "{}", headers: {} })), 415, "unsupported_media_type");
  });

  test.each(["{", "", "\u0000", '{"message": }'])("malformed JSON (%j) is 400", async (body) => {
    expectProblem(await send(server.url, post({ body })), 400, "bad_request");
  });

  test("an invalid body is 422 and names every wrong field", async () => {
    const problem = expectProblem(
      await send(server.url, post({ body: JSON.stringify({ page: "room", extra: 1 }) })),
      422,
      "validation_failed",
    );
    expect(problem.fields?.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["body.message", "body.page", "body"]),
    );
  });

  test("an invalid query is 422 and names the parameter", async () => {
    const problem = expectProblem(
      await send(server.url, { path: "/api/products?tenant=nobody" }),
      422,
      "validation_failed",
    );
    expect(problem.fields?.map(({ path }) => path)).toEqual(["query.tenant"]);
    expectProblem(
      await send(server.url, { path: "/api/products?tenant=merch&tenant=coupons" }),
      422,
      "validation_failed",
    );
  });

  test("a foreign Host is 421", async () => {
    expectProblem(
      await send(server.url, { path: "/health", headers: { host: "attacker.example" } }),
      421,
      "misdirected_request",
    );
    expectProblem(
      await send(server.url, { path: "/room", headers: { host: "localhost.attacker.example" } }),
      421,
      "misdirected_request",
    );
  });

  test.each(["https://attacker.example", "null", "http://127.0.0.1.attacker.example"])(
    "a change from the foreign origin %s is 403",
    async (origin) => {
      const answer = await send(
        server.url,
        post({ body: JSON.stringify(report), headers: { ...json, origin } }),
      );
      expectProblem(answer, 403, "forbidden");
      expect(server.stdout()).not.toContain('"message":"x is not a function"');
    },
  );

  test("a change from our own pages, from an allowed origin and from a script without an origin is taken", async () => {
    const body = JSON.stringify({ ...report, message: "a welcome report" });
    for (const origin of [{ origin: server.url }, { origin: "https://friend.example" }, {}]) {
      expect((await send(server.url, post({ body, headers: { ...json, ...origin } }))).status).toBe(202);
    }
  });

  test("an allowed origin may read answers and send JSON after asking; a foreign one may not", async () => {
    const ask = (origin: string) =>
      send(server.url, {
        method: "OPTIONS",
        path: "/api/browser-errors",
        headers: {
          origin,
          "access-control-request-method": "POST",
          "access-control-request-headers": "content-type",
        },
      });
    const friend = await ask("https://friend.example");
    expect(friend.status).toBe(204);
    expect(friend.headers["access-control-allow-origin"]).toBe("https://friend.example");
    expect(friend.headers["access-control-allow-methods"]).toContain("POST");
    expect((await ask("https://attacker.example")).headers["access-control-allow-origin"]).toBeUndefined();
  });

  test.each(["//attacker.example/", "/\\attacker.example", "/api/%ff%"])(
    "the request target %s does not lead anywhere",
    async (path) => {
      expect((await send(server.url, { path })).status).toBeGreaterThanOrEqual(400);
      expect((await send(server.url, { path })).status).toBeLessThan(500);
    },
  );

  test("headers beyond the limit are 431, and a request that never ends is 408", async () => {
    expectProblem(
      await send(server.url, { path: "/health", headers: { "x-large": "x".repeat(20_000) } }),
      431,
      "headers_too_large",
    );
    const unfinished = await raw(
      "POST /api/browser-errors HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{",
    );
    expect(unfinished).toMatch(/^HTTP\/1\.1 408 .*"code":"request_timeout"/s);
  });

  test("what is not HTTP at all is 400", async () => {
    expect(await raw("EHLO mail.example\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 .*"code":"bad_request"/s);
  });
});

describe("upgrades pass the same guards", () => {
  const upgrade = (headers: Record<string, string>, path = "/ws") =>
    raw(
      [
        `GET ${path} HTTP/1.1`,
        ...Object.entries({ Host: "localhost", Connection: "Upgrade", Upgrade: "websocket", ...headers }).map(
          ([name, value]) => `${name}: ${value}`,
        ),
        "",
        "",
      ].join("\r\n"),
    );
  const key = { "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13" };

  test("a foreign Origin is refused on both kinds of socket", async () => {
    expect(await upgrade({ ...key, Origin: "https://attacker.example" })).toMatch(/^HTTP\/1\.1 403 /);
    expect(
      await upgrade({ ...key, Origin: "https://attacker.example" }, "/socket.io/?EIO=4&transport=websocket"),
    ).toMatch(/^HTTP\/1\.1 403 /);
  });

  test("a foreign Host and an unknown address are refused", async () => {
    expect(await upgrade({ ...key, Host: "attacker.example" })).toMatch(/^HTTP\/1\.1 421 /);
    expect(await upgrade(key, "/elsewhere")).toMatch(/^HTTP\/1\.1 404 /);
  });

  test("a handshake without its key is refused", async () => {
    expect(await upgrade({})).toMatch(/^HTTP\/1\.1 400 /);
  });
});

test("after all this the server is healthy and has answered nothing with a 5xx", async () => {
  expect((await send(server.url, { path: "/health" })).status).toBe(200);
  expect(server.stdout()).not.toMatch(/"http\.response\.status_code":5\d\d/);
});

/** Sends text as it is and reads until the server closes. */
function raw(text: string): Promise<string> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    const chunks: Buffer[] = [];
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("error", reject);
    socket.on("close", () => resolve(Buffer.concat(chunks).toString()));
  });
}

/** Goes away in the middle of its body, once the server has taken the request and waits for the rest. */
async function hangUp() {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  const head = ["POST /api/browser-errors HTTP/1.1", "Host: localhost", "Content-Type: application/json"];
  socket.write([...head, "Content-Length: 99", "Expect: 100-continue", "", ""].join("\r\n"));
  const [answer] = await once(socket, "data");
  expect(String(answer)).toContain("100 Continue");
  await new Promise<void>((resolve) => socket.write("{", () => resolve()));
  socket.destroy();
}

function logLines(): { level: string; message: string }[] {
  const lines = server.stdout().split("\n");
  return lines.slice(0, -1).map((line) => JSON.parse(line));
}
