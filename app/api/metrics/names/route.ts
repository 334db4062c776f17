import { MetricNamesQuery } from "#lib/contract/metric.ts";
import { MetricNames } from "#lib/contract/metric-answers.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { listMetricNames } from "#lib/http/history/list-metric-names.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/metrics/names",
  summary: "Metrics with their kind, help and labels; of a range of time, or of the last hour",
  tag: "Telemetry",
  query: MetricNamesQuery,
  replies: { 200: MetricNames },
  run: (context, { query }) => listMetricNames(context, query),
});
