import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { send } from "#lib/runtime/testing/send.ts";
import { startPreparedServer } from "#lib/runtime/testing/start-prepared-server.ts";
import type { RunningServer } from "#lib/runtime/testing/start-server.ts";

let server: RunningServer;

beforeAll(async () => {
  server = await startPreparedServer();
});
afterAll(() => server.stop());

const html = { accept: "text/html" };

describe("every answer carries its ids", () => {
  test.each(["/health", "/metrics", "/api/products", "/room", "/nothing-here", "/icon.svg"])(
    "%s",
    async (path) => {
      const { headers } = await send(server.url, { path });
      expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
      expect(headers["x-trace-id"]).toMatch(/^[0-9a-f]{32}$/);
    },
  );

  test("a valid request id is taken over and an invalid one is replaced", async () => {
    const offered = "checkout-2026.11:42";
    expect(
      (await send(server.url, { path: "/health", headers: { "x-request-id": offered } })).headers[
        "x-request-id"
      ],
    ).toBe(offered);
    const bad = "short; drop table";
    expect(
      (await send(server.url, { path: "/health", headers: { "x-request-id": bad } })).headers["x-request-id"],
    ).not.toBe(bad);
  });

  test("a caller's trace is continued", async () => {
    const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
    expect((await send(server.url, { path: "/health", headers })).headers["x-trace-id"]).toBe(traceId);
  });

  test("the log line of a request has the ids that its answer had", async () => {
    const { headers } = await send(server.url, { path: "/api/products" });
    await expect
      .poll(() =>
        server
          .stdout()
          .split("\n")
          .find((line) => line.includes(String(headers["x-request-id"]))),
      )
      .toContain(`"trace_id":"${headers["x-trace-id"]}"`);
  });

  test("requests are counted by route, and their exemplars lead to a trace", async () => {
    await send(server.url, { path: "/api/products?tenant=coupons" });
    const accept = "application/openmetrics-text; version=1.0.0";
    const { text } = await send(server.url, { path: "/metrics", headers: { accept } });
    expect(text).toMatch(
      /http_server_request_duration_seconds_bucket\{[^}]*http_route="\/api\/products"[^}]*\} \d+ # \{[^}]*trace_id="[0-9a-f]{32}"/,
    );
    expect(text.trimEnd()).toMatch(/# EOF$/);
  });
});

describe("pages are served under a policy", () => {
  test("each page gets a fresh nonce, and every script of it carries that nonce", async () => {
    const first = await send(server.url, { path: "/room", headers: html });
    const second = await send(server.url, { path: "/room", headers: html });
    const nonce = (policy: unknown) => /'nonce-([^']+)'/.exec(String(policy))?.[1];
    const given = nonce(first.headers["content-security-policy"]);
    expect(given).toBeTruthy();
    expect(given).not.toBe(nonce(second.headers["content-security-policy"]));
    const scripts = first.text.match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${given}"`);
  });

  test("the other headers are there, on pages and on the API", async () => {
    for (const path of ["/room", "/api/products", "/health"]) {
      const { headers } = await send(server.url, { path, headers: html });
      expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "x-frame-options": "DENY" });
      expect(headers).not.toHaveProperty("x-powered-by");
    }
  });
});

describe("the API answers as it says", () => {
  test("readiness names its checks", async () => {
    const answer = await send(server.url, { path: "/ready" });
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({
      status: "ready",
      checks: {
        database: true,
        vendor_codes_initialized: true,
        alerts_initialized: true,
        locks_initialized: true,
        accepting: true,
      },
    });
  });

  test("the catalogue is stocked at the first start", async () => {
    const { products } = (await send(server.url, { path: "/api/products?tenant=merch" })).json() as {
      products: unknown[];
    };
    expect(products).toHaveLength(10);
  });

  test("every endpoint is described", async () => {
    const { paths } = (await send(server.url, { path: "/openapi.json" })).json() as { paths: object };
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(["/health", "/ready", "/metrics", "/api/products", "/openapi.json"]),
    );
  });
});

describe("who looks at a page of the shop", () => {
  const paths = ["/shop/merch", "/shop/merch/flash", "/shop/coupons/checkout", "/shop/merch/flash/sale_0"];
  test.each(paths)("is known from then on, and nobody keeps the page for another: %s", async (path) => {
    const first = await send(server.url, { path, headers: html });
    expect(first.headers["set-cookie"]).toEqual([expect.stringMatching(/^visitor=[0-9a-f]{32}; /)]);
    expect(first.headers["cache-control"]).toMatch(/\b(private|no-store)\b/);
    const cookie = first.headers["set-cookie"]?.[0]?.split(";", 1)[0] ?? "";
    const again = await send(server.url, { path, headers: { ...html, cookie } });
    expect(again.headers["set-cookie"]).toBeUndefined();
  });

  test("and who looks at another page is not", async () => {
    expect((await send(server.url, { path: "/room", headers: html })).headers["set-cookie"]).toBeUndefined();
  });
});
