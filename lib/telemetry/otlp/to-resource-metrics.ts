// From a reading of the registry to what OTLP carries: each service with its own resource, everything cumulative
// since the start of the process, as Prometheus sees it.
import { type HrTime, ValueType } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import {
  AggregationTemporality,
  type DataPoint,
  DataPointType,
  type Histogram,
  type MetricData,
  type ResourceMetrics,
} from "@opentelemetry/sdk-metrics";
import type { Family, HistogramSeries } from "../metrics/snapshot.ts";
import { processService } from "../service-resource.ts";
import type { Labels } from "../types.ts";

type Times = { startTime: HrTime; endTime: HrTime };

export function toResourceMetrics(
  families: readonly Family[],
  resourceOf: (service: string) => Resource,
  times: Times,
): ResourceMetrics[] {
  const byService = new Map<string, MetricData[]>();
  for (const family of families) {
    for (const [service, data] of splitByService(family, times)) {
      const metrics = byService.get(service) ?? [];
      metrics.push(data);
      byService.set(service, metrics);
    }
  }
  return [...byService].map(([service, metrics]) => ({
    resource: resourceOf(service),
    scopeMetrics: [{ scope: { name: "faultmart" }, metrics }],
  }));
}

export function countPoints(metrics: ResourceMetrics): number {
  return metrics.scopeMetrics
    .flatMap((scope) => scope.metrics)
    .reduce((sum, { dataPoints }) => sum + dataPoints.length, 0);
}

function splitByService(family: Family, times: Times): Map<string, MetricData> {
  const base = {
    descriptor: { name: family.name, description: family.help, unit: "", valueType: ValueType.DOUBLE },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
  };
  if (family.kind === "histogram") {
    const points = groupPoints(family.series, times, toHistogram);
    return mapValues(points, (dataPoints) => ({
      ...base,
      dataPointType: DataPointType.HISTOGRAM,
      dataPoints,
    }));
  }
  const measured = family.series.filter(({ value }) => !Number.isNaN(value));
  const points = groupPoints(measured, times, ({ value }) => value);
  if (family.kind === "gauge") {
    return mapValues(points, (dataPoints) => ({ ...base, dataPointType: DataPointType.GAUGE, dataPoints }));
  }
  return mapValues(points, (dataPoints) => ({
    ...base,
    dataPointType: DataPointType.SUM,
    isMonotonic: true,
    dataPoints,
  }));
}

function groupPoints<S extends { labels: Labels }, V>(
  series: readonly S[],
  times: Times,
  pick: (one: S) => V,
) {
  const groups = new Map<string, DataPoint<V>[]>();
  for (const one of series) {
    const { service = processService, ...attributes } = one.labels;
    const group = groups.get(service) ?? [];
    group.push({ ...times, attributes, value: pick(one) });
    groups.set(service, group);
  }
  return groups;
}

function mapValues<V>(groups: Map<string, V>, make: (value: V) => MetricData): Map<string, MetricData> {
  return new Map([...groups].map(([service, value]) => [service, make(value)]));
}

/** Prometheus counts everything up to a bound, OTLP what lies between two. */
function toHistogram({ bounds, cumulative, sum, count }: HistogramSeries): Histogram {
  const counts = cumulative.map((upTo, index) => upTo - (cumulative[index - 1] ?? 0));
  return { buckets: { boundaries: [...bounds], counts }, sum, count };
}
