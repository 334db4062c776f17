import { MetricQuery } from "#lib/contract/metric.ts";
import { MetricAnswer } from "#lib/contract/metric-answers.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { queryMetric } from "#lib/http/history/query-metric.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/metrics/query",
  summary:
    "One metric over time, by labels: rates, quantiles and averages as Prometheus has them, with exemplars",
  tag: "Telemetry",
  query: MetricQuery,
  replies: { 200: MetricAnswer },
  run: (context, { query }) => queryMetric(context, query),
});
