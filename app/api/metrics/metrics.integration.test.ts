import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { MetricAnswer, MetricNames } from "#lib/contract/metric-answers.ts";
import { send } from "#lib/runtime/testing/send.ts";
import { startPreparedServer } from "#lib/runtime/testing/start-prepared-server.ts";
import type { RunningServer } from "#lib/runtime/testing/start-server.ts";

let server: RunningServer;
const durations = "http_server_request_duration_seconds";

const get = (path: string) => send(server.url, { path });
const query = async (said: string) => MetricAnswer.parse((await get(`/api/metrics/query?${said}`)).json());
const valuesOf = ({ series }: MetricAnswer) =>
  series.flatMap(({ points }) => points.flatMap(([, value]) => (value === null ? [] : [value])));

beforeAll(async () => {
  server = await startPreparedServer();
  await vi.waitFor(
    async () => {
      for (let count = 0; count < 5; count += 1) await get("/api/products");
      const answer = await query(`metric=${durations}&agg=rate&by=http_route&where=http_route:/api/products`);
      expect(Math.max(0, ...valuesOf(answer))).toBeGreaterThan(0);
      expect(answer.exemplars.length).toBeGreaterThan(0);
    },
    { timeout: 90_000, interval: 500 },
  );
}, 120_000);
afterAll(() => server.stop());

describe("GET /api/metrics/names 200", () => {
  test("lists metrics with kind, help, labels and what can be asked of them", async () => {
    const { metrics } = MetricNames.parse((await get("/api/metrics/names")).json());
    const found = metrics.find(({ name }) => name === durations);
    expect(found).toMatchObject({
      kind: "histogram",
      help: expect.stringContaining("request"),
      unit: "seconds",
      aggregations: ["p95", "p50", "p99", "avg", "rate"],
    });
    expect(found?.labels.find(({ name }) => name === "http_route")?.values).toContain("/api/products");
    expect(metrics.map(({ name }) => name)).toEqual(metrics.map(({ name }) => name).toSorted());
  });

  test("names what is measured and was not counted yet", async () => {
    const { metrics } = MetricNames.parse((await get("/api/metrics/names")).json());
    expect(metrics.find(({ name }) => name === "http_client_retries_total")).toMatchObject({
      kind: "counter",
      labels: expect.arrayContaining([expect.objectContaining({ name: "server_address" })]),
    });
  });
});

describe("GET /api/metrics/query 200", () => {
  test("quantiles and averages of requests are times, and p50 is no more than p99", async () => {
    const asked = `metric=${durations}&where=http_route:/api/products`;
    const [p50, p99, avg] = await Promise.all(
      ["p50", "p99", "avg"].map((agg) => query(`${asked}&agg=${agg}`)),
    );
    const most = (answer: MetricAnswer | undefined) => Math.max(...valuesOf(answer as MetricAnswer));
    expect(most(p50)).toBeGreaterThan(0);
    expect(most(p50)).toBeLessThanOrEqual(most(p99));
    expect(most(avg)).toBeGreaterThan(0);
    expect(p50).toMatchObject({ unit: "seconds", perSecond: false, matching: 1, cut: null });
  });

  test("exemplars lead to the traces of their requests", async () => {
    const answer = await query(`metric=${durations}&agg=p95&where=http_route:/api/products`);
    const exemplar = answer.exemplars.at(-1);
    expect(exemplar?.labels).toMatchObject({ http_route: "/api/products" });
    expect((await get(`/api/traces/${exemplar?.traceId}`)).status).toBe(200);
  });

  test("says how the steps and windows lie, and the same question for Prometheus", async () => {
    const answer = await query(`metric=${durations}&agg=rate&by=service&range=1h`);
    expect(answer).toMatchObject({
      stepSeconds: 30,
      windowSeconds: 35,
      promql: `sum by (service) (rate(${durations}_count[35s]))`,
    });
    for (const [timeMs] of answer.series[0]?.points ?? []) expect(timeMs % 30_000).toBe(0);
  });

  test("a gauge is what it is in the registry", async () => {
    const answer = await query("metric=process_start_time_seconds&agg=max");
    const [, line] = /^process_start_time_seconds (\S+)$/m.exec((await get("/metrics")).text) ?? [];
    expect(valuesOf(answer).at(-1)).toBeCloseTo(Number(line), 3);
  });

  test("only the largest series are in an answer that has a limit, and it says so", async () => {
    const answer = await query(`metric=${durations}&agg=rate&by=http_route&limit=1`);
    expect(answer.series).toHaveLength(1);
    expect(answer.matching).toBeGreaterThan(1);
    expect(answer.cut).toContain("largest");
  });

  test("times without readings are null", async () => {
    const answer = await query(
      `metric=${durations}&from=2020-01-01T00:00:00Z&to=2020-01-01T00:15:00Z&agg=rate`,
    );
    expect(valuesOf(answer)).toEqual([]);
  });
});

describe("GET /api/metrics/query 422", () => {
  test.each([
    [
      "metric=http_server_request_duration",
      "query.metric",
      "Did you mean http_server_request_duration_seconds?",
    ],
    [`metric=${durations}&agg=sum`, "query.agg", "p95, p50, p99, avg, rate"],
    ["metric=process_cpu_seconds_total&agg=p95", "query.agg", "ask for rate"],
    [`metric=${durations}&by=colour`, "query.by", "http_route"],
    [`metric=${durations}&where=colour:red`, "query.where", "no label colour"],
    [`metric=${durations}&where=checkout`, "query.where", "label:value"],
    [`metric=${durations}&range=24h&step=1`, "query.step", "at least 44 seconds"],
    [`metric=${durations}&from=2099-01-01T00:00:00Z`, "query.from", "begins after"],
    ["metric=", "query.metric", ""],
    [`metric=${durations}&by=a;b`, "query.by", "commas"],
  ])("%s", async (said, path, word) => {
    const answer = await get(`/api/metrics/query?${said}`);
    expect(answer.status).toBe(422);
    expect(answer.json()).toMatchObject({
      code: "validation_failed",
      fields: [{ path, message: expect.stringContaining(word) }],
    });
  });
});
