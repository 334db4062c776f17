import { collectDefaultMetrics, type OpenMetricsContentType, Registry } from "prom-client";

/** Exemplars are only kept by a registry of this kind; what is served is decided at every request. */
export type MetricRegistry = Registry<OpenMetricsContentType>;

export function createRegistry(): MetricRegistry {
  const registry: MetricRegistry = new Registry();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  collectDefaultMetrics({ register: registry });
  return registry;
}
