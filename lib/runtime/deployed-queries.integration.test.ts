import { afterAll, beforeAll, expect, test } from "vitest";
import { MetricNames } from "#lib/contract/metric-answers.ts";
import { parseExposition } from "#lib/telemetry/testing/parse-exposition.ts";
import {
  type DeployedQuery,
  dashboardQueries,
  recordedMetrics,
  ruleQueries,
} from "./testing/deployed-queries.ts";
import { namesIn } from "./testing/promql-names.ts";
import { send } from "./testing/send.ts";
import { startPreparedServer } from "./testing/start-prepared-server.ts";
import type { RunningServer } from "./testing/start-server.ts";

/** What Prometheus gives every target. */
const ofTarget = ["job", "instance"];
let server: RunningServer;

beforeAll(async () => {
  server = await startPreparedServer();
});
afterAll(() => server.stop());

/** Samples by the names under which Prometheus stores them, each with the labels it has. */
async function readExposed(): Promise<Map<string, Set<string>>> {
  const exposed = new Map([["up", new Set(ofTarget)]]);
  const { text } = await send(server.url, { path: "/metrics" });
  const names = await send(server.url, { path: "/api/metrics/names" });
  const declared = new Map(
    MetricNames.parse(names.json()).metrics.map(({ name, labels }) => [name, labels.map((one) => one.name)]),
  );
  for (const { name, type, samples } of parseExposition(text, "prometheus")) {
    const labels = new Set([...ofTarget, ...(declared.get(name) ?? [])]);
    for (const sample of samples) for (const label of Object.keys(sample.labels)) labels.add(label);
    const stored = type === "histogram" ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name];
    for (const one of stored) exposed.set(one, labels);
  }
  for (const [name, expression] of recordedMetrics())
    exposed.set(name, new Set(namesIn(expression).grouping));
  return exposed;
}

function whatIsMissing({ where, expression }: DeployedQuery, exposed: Map<string, Set<string>>): string[] {
  const { selectors, grouping } = namesIn(expression);
  if (selectors.length === 0) return [`${where}: asks for nothing`];
  const missing = selectors.flatMap(({ metric, labels }) => {
    const known = exposed.get(metric);
    if (!known) return [`${where}: there is no metric ${metric}`];
    return labels.filter((label) => !known.has(label)).map((label) => `${where}: ${metric} has no ${label}`);
  });
  const all = new Set(selectors.flatMap(({ metric }) => [...(exposed.get(metric) ?? [])]));
  return [
    ...missing,
    ...grouping.filter((label) => !all.has(label)).map((label) => `${where}: groups by ${label}`),
  ];
}

test("rules and dashboards ask for metrics and labels that the server has", async () => {
  const queries = [...ruleQueries(), ...dashboardQueries()];
  expect(queries.length).toBeGreaterThan(40);
  // Some metrics appear with the first shopper.
  await expect
    .poll(
      async () => {
        const exposed = await readExposed();
        return queries.flatMap((query) => whatIsMissing(query, exposed));
      },
      { timeout: 60_000 },
    )
    .toEqual([]);
  const exposed = await readExposed();
  const wrong = { where: "a wrong query", expression: `sum by (shop) (up{tenant="x"}) + nothing_total` };
  expect(whatIsMissing(wrong, exposed)).toEqual([
    "a wrong query: up has no tenant",
    "a wrong query: there is no metric nothing_total",
    "a wrong query: groups by shop",
  ]);
});
