import { collectDefaultMetrics, type OpenMetricsContentType, Registry } from "prom-client";

/** Exemplars are only kept by a registry of this kind; what is served is decided at every request. */
export type MetricRegistry = Registry<OpenMetricsContentType>;

/** Gauges that prom-client names like counters, which `promtool check metrics` refuses; each has a twin by type. */
const misnamed = [
  "nodejs_active_handles_total",
  "nodejs_active_requests_total",
  "nodejs_active_resources_total",
];

export function createRegistry(): MetricRegistry {
  const registry: MetricRegistry = new Registry();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  collectDefaultMetrics({ register: registry });
  for (const name of misnamed) registry.removeSingleMetric(name);
  return registry;
}
