import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { LogContext, LogFacets, LogHistogram, LogLine, LogList } from "#lib/contract/log-answers.ts";
import { LogBatch } from "#lib/contract/log-tail.ts";
import { send } from "#lib/runtime/testing/send.ts";
import { startPreparedServer } from "#lib/runtime/testing/start-prepared-server.ts";
import type { RunningServer } from "#lib/runtime/testing/start-server.ts";

let server: RunningServer;
const traceId = randomBytes(16).toString("hex");
const traced = { traceparent: `00-${traceId}-${randomBytes(8).toString("hex")}-01` };

const get = (path: string, headers: Record<string, string> = {}) => send(server.url, { path, headers });
const query = (said: Record<string, string>) => new URLSearchParams(said);
const list = async (said: Record<string, string>) =>
  LogList.parse((await get(`/api/logs?${query(said)}`)).json()).logs;

beforeAll(async () => {
  server = await startPreparedServer();
  for (const path of ["/api/products", "/api/products?sort=price", "/api/products?sort=backwards"])
    await get(path, traced);
  await vi.waitFor(async () => expect(await list({ traceId })).toHaveLength(3), {
    timeout: 60_000,
    interval: 100,
  });
});
afterAll(() => server.stop());

describe("GET /api/logs 200", () => {
  test.each([
    ["http.response.status_code:422", 1],
    ["http.response.status_code:>=200 -http.response.status_code:422", 2],
    [`"GET /API/products"`, 3],
    ["level:>=critical", 0],
    ["-service:faultmart", 0],
    ["http.route:/api/*", 3],
    ["tenant:* products", 0],
  ])("%s", async (q, lines) => {
    expect(await list({ q: `${q} trace:${traceId}` })).toHaveLength(lines);
  });
});

describe("GET /api/logs 422", () => {
  test.each([
    ["level:loud", 'At character 7, "loud": level is one of debug'],
    [`service:"open`, "not closed"],
    ["size:>big", "number without a unit"],
    [" ", "nothing to look for"],
  ])("%s names the place and what can stand there", async (q, message) => {
    for (const path of ["logs", "logs/histogram", "logs/facets", "logs/stream", "logs/1"]) {
      const answer = await get(`/api/${path}?${query({ q })}`);
      expect(answer.status).toBe(422);
      expect(answer.json()).toMatchObject({
        code: "validation_failed",
        fields: [{ path: "query.q", message: expect.stringContaining(message) }],
      });
    }
  });
});

describe("GET /api/logs/histogram and /api/logs/facets", () => {
  test("200: what they count adds up to the list", async () => {
    const asked = query({ traceId, range: "5m" });
    const histogram = LogHistogram.parse((await get(`/api/logs/histogram?${asked}`)).json());
    expect(histogram).toMatchObject({ total: 3, stepMs: 5_000 });
    expect(histogram.buckets.reduce((sum, { counts }) => sum + (counts.info ?? 0), 0)).toBe(3);
    const { facets } = LogFacets.parse((await get(`/api/logs/facets?${asked}`)).json());
    expect(facets.find(({ field }) => field === "service")?.values).toEqual([
      { value: "faultmart", lines: 3 },
    ]);
    expect(facets.find(({ field }) => field === "tenant")?.values).toEqual([{ value: null, lines: 3 }]);
  });

  test("200: whoever asks for all time sees the time that there is", async () => {
    const asked = query({ traceId, from: "1970-01-01T00:00:00Z" });
    const { from, total } = LogHistogram.parse((await get(`/api/logs/histogram?${asked}`)).json());
    expect(total).toBe(3);
    expect(Date.now() - Date.parse(from)).toBeLessThan(3_600_000);
  });

  test.each([
    "histogram?range=1y",
    "facets?limit=3",
    "histogram?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
  ])("422: %s", async (path) => {
    expect((await get(`/api/logs/${path}`)).status).toBe(422);
  });
});

describe("GET /api/logs/{id}", () => {
  test("200: a line with those before and after it", async () => {
    const [newest, middle, oldest] = await list({ traceId });
    const q = query({ around: "1", q: `trace:${traceId}` });
    const context = LogContext.parse((await get(`/api/logs/${middle?.id}?${q}`)).json());
    expect(context).toEqual({ line: middle, before: [oldest], after: [newest] });
  });

  test("404 and 422", async () => {
    expect((await get("/api/logs/1")).json()).toMatchObject({ status: 404, code: "not_found" });
    expect((await get("/api/logs/abc")).status).toBe(422);
    expect((await get("/api/logs/1?around=1000")).status).toBe(422);
  });
});

describe("GET /api/logs/export", () => {
  test("200: CSV for spreadsheets, NDJSON for programs, the same lines in both", async () => {
    const lines = await list({ traceId });
    const csv = await get(`/api/logs/export?${query({ traceId, format: "csv" })}`);
    expect(csv.headers).toMatchObject({
      "content-type": "text/csv; charset=utf-8",
      "x-row-limit": "100000",
      "content-disposition": expect.stringMatching(/attachment; filename="faultmart-logs-.*\.csv"/),
    });
    expect(csv.text.startsWith("\uFEFFid,timestamp,level,")).toBe(true);
    expect(
      csv.text
        .trimEnd()
        .split("\r\n")
        .slice(1)
        .map((row) => row.split(",", 1)[0]),
    ).toEqual(lines.map(({ id }) => id));
    const ndjson = await get(`/api/logs/export?${query({ traceId, format: "ndjson", limit: "2" })}`);
    expect(ndjson.headers["x-row-limit"]).toBe("2");
    const rows = ndjson.text.trimEnd().split("\n");
    expect(rows.map((row) => LogLine.parse(JSON.parse(row)))).toEqual(lines.slice(0, 2));
  });

  test.each(["", "format=xml", "format=csv&limit=100001", "format=csv&q=level:loud"])(
    "422: %s",
    async (asked) => {
      expect((await get(`/api/logs/export?${asked}`)).status).toBe(422);
    },
  );
});

describe("GET /api/logs/stream", () => {
  test("200: new lines as events, and after a break the missed ones", async () => {
    const own = randomBytes(16).toString("hex");
    const ask = () => get("/api/products", { traceparent: `00-${own}-${randomBytes(8).toString("hex")}-01` });
    const first = await openStream(`q=trace:${own}`);
    expect(first.type).toBe("text/event-stream; charset=utf-8");
    await ask();
    const [heard] = await first.lines(1);
    first.leave();
    await ask();
    const second = await openStream(`q=trace:${own}`, first.lastId());
    await ask();
    const missed = await second.lines(2);
    second.leave();
    const all = [...missed.toReversed(), heard];
    await vi.waitFor(async () => expect(await list({ traceId: own })).toEqual(all), { timeout: 60_000 });
  });

  test("422: what is no id of a line", async () => {
    expect((await get("/api/logs/stream?after=x")).status).toBe(422);
    const answer = await get("/api/logs/stream", { "last-event-id": "first" });
    expect(answer.json()).toMatchObject({ status: 422, fields: [{ path: "headers.last-event-id" }] });
  });
});

async function openStream(asked: string, lastId?: string) {
  const left = new AbortController();
  const response = await fetch(`${server.url}/api/logs/stream?${asked}`, {
    signal: left.signal,
    headers: lastId === undefined ? {} : { "last-event-id": lastId },
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let [text, id] = ["", lastId ?? ""];
  return {
    type: response.headers.get("content-type"),
    leave: () => left.abort(),
    lastId: () => id,
    async lines(count: number): Promise<LogLine[]> {
      const lines: LogLine[] = [];
      while (lines.length < count) {
        const end = text.indexOf("\n\n");
        if (end < 0) {
          text += (await reader?.read())?.value ?? "";
          continue;
        }
        const event = text.slice(0, end);
        text = text.slice(end + 2);
        id = /^id: (\d+)$/m.exec(event)?.[1] ?? id;
        lines.push(...LogBatch.parse(JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? "")).lines);
      }
      return lines;
    },
  };
}
