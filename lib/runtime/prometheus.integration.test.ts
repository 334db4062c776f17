import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MetricAnswer } from "#lib/contract/metric-answers.ts";
import { findPrometheus } from "../../cli/find-prometheus.ts";
import { dashboardQueries, ruleQueries, rulesFile } from "./testing/deployed-queries.ts";
import { send } from "./testing/send.ts";
import { startPreparedServer } from "./testing/start-prepared-server.ts";
import { configFile, promtool, type RunningPrometheus, startPrometheus } from "./testing/start-prometheus.ts";
import type { RunningServer } from "./testing/start-server.ts";

const installed = findPrometheus();
const durations = "http_server_request_duration_seconds";
const patient = { timeout: 90_000, interval: 500 };

type Target = { health: string; lastError: string };
type Rule = { name: string; type: string; health: string; lastError?: string; alerts?: Alert[] };
type Alert = { state: string; labels: Record<string, string> };
type Exemplars = { exemplars: { labels: Record<string, string> }[] }[];
type Matrix = { result: { values: [number, string][] }[] };

describe.skipIf(!installed)("a real Prometheus", { timeout: 400_000 }, () => {
  const tools = installed ?? { prometheus: "", promtool: "" };
  let server: RunningServer;
  let prometheus: RunningPrometheus;

  beforeAll(async () => {
    server = await startPreparedServer({ env: { SIMULATION_SPEED: "3" } });
    prometheus = await startPrometheus(tools.prometheus, server.url);
  });
  afterAll(async () => {
    await prometheus?.stop();
    await server?.stop();
  });

  const rules = async () => {
    const { groups } = await prometheus.ask<{ groups: { rules: Rule[] }[] }>("rules");
    return groups.flatMap((group) => group.rules);
  };
  const count = async (query: string) =>
    (await prometheus.ask<{ result: unknown[] }>("query", { query })).result.length;

  test("finds our target up, and reads our rules without a complaint", async () => {
    const targets = async () =>
      (await prometheus.ask<{ activeTargets: Target[] }>("targets")).activeTargets.map(
        ({ health, lastError }) => [health, lastError],
      );
    await expect.poll(targets, patient).toEqual([["up", ""]]);
    const complaints = async () =>
      (await rules()).filter(({ health }) => health !== "ok").map(({ name, lastError }) => [name, lastError]);
    await expect.poll(complaints, patient).toEqual([]);
    expect((await rules()).length).toBe(ruleQueries().length);
  });

  test("has the series that the dashboards are about", async () => {
    await expect
      .poll(() => count(`${durations}_count{service="payment-service"}`), patient)
      .toBeGreaterThan(0);
    await expect.poll(() => count("service:latency_seconds:p95_1m"), patient).toBeGreaterThan(3);
    const queries = dashboardQueries().filter(({ expression }) => !expression.startsWith("label_values"));
    for (const { where, expression } of queries) {
      const query = expression.replaceAll("$__rate_interval", "30s").replaceAll(/\$(service|tenant)/g, ".+");
      await expect(prometheus.ask("query", { query }), where).resolves.toBeDefined();
    }
  });

  test("keeps exemplars, and each leads to a trace we have", async () => {
    const exemplars = async () => {
      const now = Date.now() / 1_000;
      const range = { start: String(now - 600), end: String(now + 60) };
      const found = await prometheus.ask<Exemplars>("query_exemplars", {
        query: `${durations}_bucket`,
        ...range,
      });
      return found.flatMap((series) => series.exemplars.map(({ labels }) => labels.trace_id ?? ""));
    };
    await expect.poll(async () => (await exemplars()).length, patient).toBeGreaterThan(0);
    const [traceId] = await exemplars();
    const status = async () => (await send(server.url, { path: `/api/traces/${traceId}` })).status;
    await expect.poll(status, patient).toBe(200);
  });

  test.each([
    ["how many requests a second", "rate", 0.25],
    ["how long 95 of 100 took", "p95", 0.5],
  ])("answers like us: %s", async (_, agg, tolerance) => {
    const path = `/api/metrics/query?metric=${durations}&agg=${agg}&range=5m&where=service:inventory-service`;
    // Both know the same minute, and not the moment at which they began to look.
    const compare = async () => {
      const ours = MetricAnswer.parse((await send(server.url, { path })).json());
      const points = (ours.series[0]?.points ?? []).filter(([, value]) => value !== null).slice(4);
      const [first, last] = [points[0]?.[0], points.at(-1)?.[0]];
      if (first === undefined || last === undefined || last - first < 30_000) return "too little yet";
      const range = {
        start: String(first / 1_000),
        end: String(last / 1_000),
        step: String(ours.stepSeconds),
      };
      const theirs = await prometheus.ask<Matrix>("query_range", { query: ours.promql, ...range });
      const mine = mean(points.map(([, value]) => Number(value)));
      const other = mean((theirs.result[0]?.values ?? []).map(([, value]) => Number(value)));
      return Math.abs(mine - other) <= tolerance * other ? "alike" : `${mine} here, ${other} there`;
    };
    await expect.poll(compare, { timeout: 360_000, interval: 2_000 }).toBe("alike");
  });

  test("fires our alerts after a fault, by the service that is broken", async () => {
    const fault = { kind: "error-rate", target: "payment-service", durationSeconds: 300 };
    const headers = { "content-type": "application/json" };
    const armed = await send(server.url, {
      method: "POST",
      path: "/api/faults",
      headers,
      body: JSON.stringify(fault),
    });
    expect(armed.status).toBe(201);
    const firing = async () => {
      const found = (await rules()).flatMap(({ name, alerts = [] }) =>
        alerts
          .filter(({ state }) => state === "firing")
          .map(({ labels }) => `${name} ${labels.service ?? ""}`),
      );
      return found.map((one) => one.trim());
    };
    const expected = [
      "ServiceErrorRate payment-service",
      "PaymentSuccess",
      "CircuitBreakerOpen order-service",
    ];
    const seen = new Set<string>();
    const missing = async () => {
      for (const alert of await firing()) seen.add(alert);
      return expected.filter((alert) => !seen.has(alert));
    };
    await expect.poll(missing, { timeout: 300_000, interval: 500 }).toEqual([]);
  });

  test("its promtool finds nothing to complain about", async () => {
    const { text } = await send(server.url, { path: "/metrics" });
    expect(promtool(tools.promtool, ["check", "metrics"], text)).toEqual({ ok: true, said: "" });
    expect(promtool(tools.promtool, ["check", "rules", rulesFile])).toMatchObject({ ok: true });
    expect(promtool(tools.promtool, ["check", "config", configFile])).toMatchObject({ ok: true });
    // A complaint is one, so that silence means something.
    const wrong = "# TYPE requests counter\nrequests 1\n";
    expect(promtool(tools.promtool, ["check", "metrics"], wrong).ok).toBe(false);
  });
});

const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
