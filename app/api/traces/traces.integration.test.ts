import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { Trace, TraceDurations, TraceList } from "#lib/contract/trace-answers.ts";
import { send } from "#lib/runtime/testing/send.ts";
import { startPreparedServer } from "#lib/runtime/testing/start-prepared-server.ts";
import type { RunningServer } from "#lib/runtime/testing/start-server.ts";

let server: RunningServer;
/** Two requests of this test's own: one that is answered, one that is refused. */
const answered = randomBytes(16).toString("hex");
const refused = randomBytes(16).toString("hex");

const get = (path: string) => send(server.url, { path });

beforeAll(async () => {
  server = await startPreparedServer();
  const ask = (traceId: string, tenant: string, path: string) => {
    const traceparent = `00-${traceId}-${"1".repeat(16)}-01`;
    return send(server.url, { path, headers: { traceparent, baggage: `tenant_id=${tenant}` } });
  };
  await ask(answered, "coupons", "/api/products");
  await ask(refused, "merch", "/api/products?sort=backwards");
  await vi.waitFor(
    async () => {
      for (const id of [answered, refused])
        Trace.parse((await get(`/api/traces/${id}`)).json()).spans.some(({ kind }) => kind === "server");
    },
    { timeout: 60_000, interval: 100 },
  );
});
afterAll(() => server.stop());

async function found(asked: Record<string, string>): Promise<string[]> {
  const answer = await get(`/api/traces?${new URLSearchParams({ limit: "200", ...asked })}`);
  const { traces } = TraceList.parse(answer.json());
  return traces.map(({ traceId }) => traceId).filter((id) => id === answered || id === refused);
}

describe("GET /api/traces 200", () => {
  test("finds traces by what a span of theirs says", async () => {
    expect(await found({ q: "http.response.status_code:422" })).toEqual([refused]);
    expect(await found({ q: "http.response.status_code:>=200 http.response.status_code:<300" })).toEqual([
      answered,
    ]);
    expect(await found({ q: '"get /api/products" kind:server' })).toEqual([refused, answered]);
    expect(await found({ q: "tenant:coupons" })).toEqual([answered]);
    expect(await found({ q: "no-such-thing:*" })).toEqual([]);
  });

  test("by how long they took, and when", async () => {
    const [trace] = TraceList.parse((await get(`/api/traces?q=http.response.status_code:422`)).json()).traces;
    const took = trace?.durationMs ?? 0;
    expect(await found({ q: "http.response.status_code:422", maxDurationMs: String(took) })).toEqual([
      refused,
    ]);
    expect(await found({ q: "http.response.status_code:422", maxDurationMs: String(took / 2) })).toEqual([]);
    expect(await found({ range: "5m" })).toEqual([refused, answered]);
    expect(await found({ from: "2020-01-01T00:00:00Z", to: "2020-01-02T00:00:00Z" })).toEqual([]);
  });

  test("has the slowest first when asked to, page by page", async () => {
    const read = async (more: string) =>
      TraceList.parse((await get(`/api/traces?order=slowest&limit=1${more}`)).json());
    const first = await read("");
    const second = await read(`&cursor=${first.next}`);
    expect(second.traces[0]?.durationMs).toBeLessThanOrEqual(first.traces[0]?.durationMs ?? 0);
    expect(second.traces[0]?.traceId).not.toBe(first.traces[0]?.traceId);
  });
});

describe("GET /api/traces/durations 200", () => {
  const read = async (asked: Record<string, string>) =>
    TraceDurations.parse((await get(`/api/traces/durations?${new URLSearchParams(asked)}`)).json());

  test("counts the same traces by time and duration", async () => {
    const counted = await read({ q: "http.response.status_code:422", range: "15m" });
    const [trace] = TraceList.parse((await get("/api/traces?q=http.response.status_code:422")).json()).traces;
    expect(counted).toMatchObject({ traces: 1, failed: 0, cells: [{ count: 1 }] });
    const [cell] = counted.cells;
    const startedMs = Date.parse(trace?.start ?? "");
    expect(startedMs).toBeGreaterThanOrEqual(cell?.startMs ?? Number.NaN);
    expect(startedMs).toBeLessThan((cell?.startMs ?? Number.NaN) + counted.stepMs);
    expect(trace?.durationMs).toBeGreaterThanOrEqual(counted.levels[cell?.level ?? -1] ?? Number.NaN);
    expect(trace?.durationMs).toBeLessThan(counted.levels[(cell?.level ?? -1) + 1] ?? Number.NaN);
  });

  test("of a time with nothing has no cells, and still says which time", async () => {
    const asked = { from: "2020-01-01T00:00:00Z", to: "2020-01-02T00:00:00Z" };
    const counted = await read(asked);
    expect(counted).toMatchObject({ traces: 0, failed: 0, cells: [] });
    expect([counted.from, counted.to].map((iso) => Date.parse(iso))).toEqual(
      Object.values(asked).map((iso) => Date.parse(iso)),
    );
  });

  test("without a range takes all that is kept", async () => {
    expect((await read({ columns: "10" })).traces).toBeGreaterThanOrEqual(2);
  });
});

describe("GET /api/traces and /api/traces/durations 422", () => {
  test.each([
    ["traces?q=duration:soon", "query.q"],
    ["traces?q=status:broken", "query.q"],
    ["traces?q=", "query.q"],
    ["traces?order=sideways", "query.order"],
    ["traces?minDurationMs=5&maxDurationMs=4", "query.maxDurationMs"],
    ["traces?cursor=1-2-3", "query.cursor"],
    ["traces?range=15m&from=2020-01-01T00:00:00Z", "query.range"],
    ["traces/durations?q=%22open", "query.q"],
    ["traces/durations?columns=201", "query.columns"],
    ["traces/durations?limit=5", "query"],
  ])("%s is refused at its place", async (question, path) => {
    const answer = await get(`/api/${question}`);
    expect(answer.status).toBe(422);
    expect(answer.json()).toMatchObject({ code: "validation_failed", fields: [{ path }] });
  });

  test("a mistake in a filter is said with its place and what can stand there", async () => {
    const answer = await get(`/api/traces?${new URLSearchParams({ q: "checkout status:broken" })}`);
    expect(answer.json()).toMatchObject({
      fields: [{ message: expect.stringMatching(/^At character \d+, "broken": /) }],
    });
  });
});
