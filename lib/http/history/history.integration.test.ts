import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { LogList } from "#lib/contract/log-answers.ts";
import { Trace, TraceList } from "#lib/contract/trace-answers.ts";
import { send } from "#lib/runtime/testing/send.ts";
import { startPreparedServer } from "#lib/runtime/testing/start-prepared-server.ts";
import type { RunningServer } from "#lib/runtime/testing/start-server.ts";

let server: RunningServer;
/** A request of this test's own, as a caller that traces would send it. */
const traceId = randomBytes(16).toString("hex");
const callerSpanId = randomBytes(8).toString("hex");
let requestId: string;

const get = (path: string) => send(server.url, { path });

beforeAll(async () => {
  server = await startPreparedServer();
  const headers = { traceparent: `00-${traceId}-${callerSpanId}-01`, baggage: "tenant_id=coupons" };
  const sent = await send(server.url, { path: "/api/products?tenant=coupons", headers });
  requestId = String(sent.headers["x-request-id"]);
  await vi.waitFor(
    async () => {
      expect((await readLogs(`traceId=${traceId}`)).logs).toHaveLength(1);
      const { spans } = Trace.parse((await get(`/api/traces/${traceId}`)).json());
      expect(spans.map(({ parentSpanId }) => parentSpanId)).toContain(callerSpanId);
    },
    { timeout: 60_000, interval: 100 },
  );
});
afterAll(() => server.stop());

const readTraces = async (query = "") => TraceList.parse((await get(`/api/traces?${query}`)).json());
const readLogs = async (query = "") => LogList.parse((await get(`/api/logs?${query}`)).json());
const listed = async (query: string) =>
  (await readTraces(`${query}&limit=200`)).traces.some((trace) => trace.traceId === traceId);

describe("GET /api/traces/{traceId} 200", () => {
  test("has the request's span, with its caller as parent and what the request said", async () => {
    const trace = Trace.parse((await get(`/api/traces/${traceId}`)).json());
    const request = trace.spans.find(({ parentSpanId }) => parentSpanId === callerSpanId);
    expect(trace).toMatchObject({ traceId, status: "ok", errorCount: 0 });
    expect(trace.root).toEqual({ service: request?.service, name: "GET /api/products" });
    expect(request).toMatchObject({
      parentSpanId: callerSpanId,
      kind: "server",
      requestId,
      tenantId: "coupons",
    });
    expect(request?.attributes).toMatchObject({ "http.response.status_code": 200 });
    expect(trace.durationMs).toBeGreaterThanOrEqual(request?.durationMs ?? 0);
    expect(trace.spanCount).toBe(trace.spans.length);
    expect(trace.services).toContain(request?.service);
  });
});

describe("GET /api/traces/{traceId} 404 and 422", () => {
  test("an id that was never given is not found, and the answer says why that may be", async () => {
    const answer = await get(`/api/traces/${"0".repeat(31)}1`);
    expect(answer.status).toBe(404);
    expect(answer.json()).toMatchObject({
      code: "not_found",
      detail: expect.stringContaining("about a second"),
    });
  });

  test.each(["abc", "Z".repeat(32), "A".repeat(32), `${"0".repeat(31)}1'`])("%s is no id", async (id) => {
    const answer = await get(`/api/traces/${encodeURIComponent(id)}`);
    expect(answer.status).toBe(422);
    expect(answer.json()).toMatchObject({ fields: [{ path: "params.traceId" }] });
  });
});

describe("GET /api/traces 200", () => {
  test("lists what the trace adds up to", async () => {
    const { traces } = await readTraces("limit=200");
    const trace = Trace.parse((await get(`/api/traces/${traceId}`)).json());
    const { spans: _, ...summary } = trace;
    expect(traces.find((one) => one.traceId === traceId)).toEqual(summary);
  });

  test("filters keep it or leave it out", async () => {
    const { root } = Trace.parse((await get(`/api/traces/${traceId}`)).json());
    expect(await listed(`service=${root.service}`)).toBe(true);
    expect(await listed("service=nobody")).toBe(false);
    expect(await listed("status=ok")).toBe(true);
    expect(await listed("status=error")).toBe(false);
    expect(await listed("tenant=coupons")).toBe(true);
    expect(await listed("tenant=merch")).toBe(false);
    expect(await listed(`operation=${encodeURIComponent("GET /api/products")}`)).toBe(true);
    expect(await listed("minDurationMs=600000")).toBe(false);
    expect(await listed("to=2020-01-01T00:00:00Z")).toBe(false);
  });

  test("pages go on where the one before ended", async () => {
    const first = await readTraces("limit=1");
    const second = await readTraces(`limit=1&cursor=${first.next}`);
    expect(first.traces).toHaveLength(1);
    expect(second.traces).toHaveLength(1);
    expect(second.traces[0]?.traceId).not.toBe(first.traces[0]?.traceId);
    expect(Date.parse(second.traces[0]?.start ?? "")).toBeLessThanOrEqual(
      Date.parse(first.traces[0]?.start ?? ""),
    );
  });

  test("the last page has no next", async () => {
    expect((await readTraces("service=nobody")).next).toBeNull();
  });
});

describe("GET /api/traces and /api/logs 422", () => {
  test.each(["traces?status=broken", "traces?colour=red", "traces?limit=201", "logs?level=loud", "logs?q="])(
    "%s is refused",
    async (question) => {
      const answer = await get(`/api/${question}`);
      expect(answer.status).toBe(422);
      expect(answer.json()).toMatchObject({ code: "validation_failed", fields: [expect.anything()] });
    },
  );
});

describe("GET /api/logs 200", () => {
  test("the lines of a trace, of a request, with a text", async () => {
    const { logs } = await readLogs(`traceId=${traceId}`);
    expect(logs).toMatchObject([
      { level: "info", message: "GET /api/products 200", traceId, requestId, tenantId: "coupons" },
    ]);
    expect((await readLogs(`requestId=${requestId}`)).logs).toEqual(logs);
    expect((await readLogs(`traceId=${traceId}&q=API/products`)).logs).toEqual(logs);
    expect((await readLogs(`traceId=${traceId}&q=nothing-like-it`)).logs).toEqual([]);
    expect((await readLogs(`traceId=${traceId}&level=warn`)).logs).toEqual([]);
    expect((await readLogs(`traceId=${traceId}&service=nobody`)).logs).toEqual([]);
  });

  test("older pages follow newer ones without a gap", async () => {
    const all = await readLogs("limit=4&to=2099-01-01T00:00:00Z");
    expect(all.logs.length).toBeGreaterThan(1);
    const first = await readLogs("limit=1");
    const second = await readLogs(`limit=1&cursor=${first.next}`);
    expect(Number(second.logs[0]?.id)).toBeLessThan(Number(first.logs[0]?.id));
  });
});
