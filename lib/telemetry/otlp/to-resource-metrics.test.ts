import { DataPointType } from "@opentelemetry/sdk-metrics";
import { describe, expect, it } from "vitest";
import type { Family } from "../metrics/snapshot.ts";
import { createResources } from "../service-resource.ts";
import { countPoints, toResourceMetrics } from "./to-resource-metrics.ts";

const resourceOf = createResources({ instanceId: "i", version: "v" });
const times: Parameters<typeof toResourceMetrics>[2] = { startTime: [1, 0], endTime: [61, 0] };

const families: Family[] = [
  {
    name: "requests_total",
    help: "Requests",
    kind: "counter",
    series: [
      { labels: { service: "shop", status: "200" }, value: 7 },
      { labels: { service: "mail", status: "500" }, value: 1 },
    ],
  },
  {
    name: "lag",
    help: "Lag",
    kind: "gauge",
    series: [
      { labels: {}, value: 0.5 },
      { labels: {}, value: Number.NaN },
    ],
  },
  {
    name: "wait_seconds",
    help: "Waits",
    kind: "histogram",
    series: [
      {
        labels: { service: "shop" },
        bounds: [1, 5],
        cumulative: [2, 3, 7],
        sum: 40,
        count: 7,
        exemplars: [],
      },
    ],
  },
];

describe("metrics for OTLP", () => {
  const converted = toResourceMetrics(families, resourceOf, times);
  const of = (service: string) =>
    converted.find(({ resource }) => resource.attributes["service.name"] === service)?.scopeMetrics[0]
      ?.metrics ?? [];

  it("come under the resource of their service, which leaves their labels", () => {
    expect(of("shop").map(({ descriptor }) => descriptor.name)).toEqual(["requests_total", "wait_seconds"]);
    expect(of("mail")[0]?.dataPoints).toEqual([{ ...times, attributes: { status: "500" }, value: 1 }]);
    expect(of("faultmart").map(({ descriptor }) => descriptor.name)).toEqual(["lag"]);
  });

  it("are cumulative and monotonic where Prometheus counts", () => {
    expect(of("shop")[0]).toMatchObject({
      dataPointType: DataPointType.SUM,
      isMonotonic: true,
      aggregationTemporality: 1,
    });
  });

  it("count what lies in a bucket, not up to it", () => {
    const value = { buckets: { boundaries: [1, 5], counts: [2, 1, 4] }, sum: 40, count: 7 };
    expect(of("shop")[1]?.dataPoints).toEqual([{ ...times, attributes: {}, value }]);
  });

  it("leave out what was not measured", () => {
    expect(of("faultmart")[0]?.dataPoints).toHaveLength(1);
    expect(converted.reduce((sum, one) => sum + countPoints(one), 0)).toBe(4);
  });
});
