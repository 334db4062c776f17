import type { MetricInfo } from "../metric-history.ts";
import type { MetricRegistry } from "./registry.ts";

type Defined = { name: string; help: string; type: string; labelNames?: readonly string[] };

/** Reads no values, so that asking is free. */
export function listDefined(registry: MetricRegistry): MetricInfo[] {
  const metrics = registry.getMetricsAsArray() as unknown as Defined[];
  return metrics.map(({ name, help, type, labelNames = [] }) => {
    if (type !== "counter" && type !== "gauge" && type !== "histogram")
      throw new Error(`The metric ${name} is a ${type}, which nothing here makes`);
    return { name, help, kind: type, labelNames };
  });
}
