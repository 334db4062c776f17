import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Sent, send } from "#lib/runtime/testing/send.ts";
import { startPreparedServer } from "#lib/runtime/testing/start-prepared-server.ts";
import type { RunningServer } from "#lib/runtime/testing/start-server.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await startPreparedServer({ env: { SIMULATION_SPEED: "0" } });
});
afterAll(() => server.stop());

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
const click = {
  what: "click",
  target: "add to cart",
  traceId,
  spanId: "00f067aa0ba902b7",
  parentSpanId: null,
  startMs: 0,
  durationMs: 30,
  page: "/shop/merch?q=secret",
};
const request = {
  ...click,
  target: undefined,
  what: "request",
  spanId: "00f067aa0ba902b8",
  parentSpanId: click.spanId,
  method: "POST",
  path: "/api/cart/items?q=secret",
  status: 500,
};
const reportOf = (parts: object = {}) => ({
  sentAtMs: Date.now(),
  pageLoad: null,
  spans: [{ ...click, startMs: Date.now() - 50 }],
  vitals: [],
  lost: 0,
  ...parts,
});
const post = (body: unknown, sent: Sent = {}) =>
  send(server.url, {
    method: "POST",
    path: "/api/browser-telemetry",
    headers: { "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
    ...sent,
  });

describe("POST /api/browser-telemetry 202", () => {
  test("puts a click above what the server did because of it, without any query of an address", async () => {
    const headers = { traceparent: `00-${traceId}-${request.spanId}-01` };
    await send(server.url, { path: "/api/products?tenant=merch", headers });
    const startMs = Date.now() - 50;
    const answer = await post(
      reportOf({
        spans: [
          { ...click, startMs },
          { ...request, startMs },
        ],
      }),
    );
    expect([answer.status, answer.text]).toEqual([202, ""]);
    await vi.waitFor(
      async () => {
        const trace = (await send(server.url, { path: `/api/traces/${traceId}` })).json();
        expect(trace).toMatchObject({
          root: { service: "browser", name: "click add to cart" },
          services: ["browser", "faultmart"],
          // Next has spans of its own below the server's.
          spans: expect.arrayContaining([
            expect.objectContaining({ service: "browser", spanId: click.spanId, parentSpanId: null }),
            expect.objectContaining({
              service: "browser",
              spanId: request.spanId,
              parentSpanId: click.spanId,
            }),
            expect.objectContaining({ service: "faultmart", kind: "server", parentSpanId: request.spanId }),
          ]),
        });
        expect(JSON.stringify(trace)).not.toContain("secret");
      },
      { timeout: 60_000, interval: 100 },
    );
  });

  test("leaves nothing of itself behind", async () => {
    const answer = await post(reportOf());
    const { "x-trace-id": own } = answer.headers;
    await send(server.url, { path: "/api/products?tenant=merch" });
    const found = await send(server.url, { path: `/api/logs?q=browser-telemetry` });
    expect(found.json()).toMatchObject({ logs: [] });
    expect((await send(server.url, { path: `/api/traces/${own}` })).status).toBe(404);
  });
});

describe("POST /api/browser-telemetry refuses", () => {
  test.each([
    ["a trace that is none", { spans: [{ ...click, traceId: "0".repeat(32) }] }],
    ["ids of another shape", { spans: [{ ...click, spanId: "xyz" }] }],
    ["a text instead of a word", { spans: [{ ...click, target: "Pay 12.50 with 4242" }] }],
    ["attributes of its own", { spans: [{ ...click, attributes: { card: "4242" } }] }],
    ["a service of its own", { spans: [{ ...click, service: "payment-service" }] }],
    ["a span that runs backwards", { spans: [{ ...click, durationMs: -1 }] }],
    ["a page that is no path", { spans: [{ ...click, page: "https://elsewhere.test/" }] }],
    ["more spans than a page has", { spans: Array.from({ length: 61 }, () => click) }],
    ["an unknown vital", { vitals: [{ name: "FID", value: 1, rating: "good", page: "/" }] }],
    ["a vital without end", { vitals: [{ name: "LCP", value: 1e12, rating: "good", page: "/" }] }],
    ["a count below nothing", { lost: -1 }],
    ["no time", { sentAtMs: undefined }],
  ])("%s with 422, and says where", async (_, parts) => {
    const answer = await post(reportOf(parts));
    expect(answer.status).toBe(422);
    expect(answer.json()).toMatchObject({ code: "validation_failed", fields: expect.anything() });
  });

  test("what is no JSON, of another type, or too large", async () => {
    expect((await post("{")).status).toBe(400);
    expect((await post(reportOf(), { headers: { "content-type": "text/plain" } })).status).toBe(415);
    const spans = Array.from({ length: 60 }, () => ({ ...click, page: `/${"x".repeat(40_000)}` }));
    expect((await post(reportOf({ spans }))).status).toBe(413);
  });
});

describe("POST /api/browser-telemetry where it is off", () => {
  test("answers 404, and a page hears nothing of it", async () => {
    const quiet = await startPreparedServer({ env: { SIMULATION_SPEED: "0", BROWSER_TELEMETRY: "off" } });
    try {
      const answer = await send(quiet.url, {
        method: "POST",
        path: "/api/browser-telemetry",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(reportOf()),
      });
      expect(answer.status).toBe(404);
      expect(answer.json()).toMatchObject({ detail: expect.stringContaining("BROWSER_TELEMETRY") });
      expect((await send(quiet.url, { path: "/shop/merch" })).text).not.toContain("traceparent");
      expect((await send(server.url, { path: "/shop/merch" })).text).toContain("traceparent");
    } finally {
      await quiet.stop();
    }
  });
});
