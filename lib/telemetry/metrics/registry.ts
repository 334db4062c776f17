import { collectDefaultMetrics, type OpenMetricsContentType, Registry } from "prom-client";

/** Exemplars are only kept by a registry of this kind; what is served is decided at every request. */
export type MetricRegistry = Registry<OpenMetricsContentType>;

/** Gauges that prom-client names like counters, which `promtool check metrics` refuses; each has a twin by type. */
const misnamed = [
  "nodejs_active_handles_total",
  "nodejs_active_requests_total",
  "nodejs_active_resources_total",
];

/** Without the process' own metrics, what is in it depends on nothing but the program. */
export function createRegistry({ processMetrics = true } = {}): MetricRegistry {
  const registry: MetricRegistry = new Registry();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  if (!processMetrics) return registry;
  collectDefaultMetrics({ register: registry });
  for (const name of misnamed) registry.removeSingleMetric(name);
  return registry;
}
