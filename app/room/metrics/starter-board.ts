// What somebody who has chosen nothing yet sees: whether it works, how fast, and what is bought.
import type { ChartSpec } from "./chart-spec.ts";

export type StarterChart = ChartSpec & { title: string };

const requests = "http_server_request_duration_seconds";

export const starterBoard: readonly StarterChart[] = [
  { title: "Requests, by service", metric: requests, agg: "rate", by: "service" },
  {
    title: "Answers of 500 and above, by service",
    metric: requests,
    agg: "rate",
    by: "service",
    where: "http_response_status_code:5*",
  },
  { title: "Latency, 95th percentile, by service", metric: requests, agg: "p95", by: "service" },
  {
    title: "Checkouts, by answer",
    metric: requests,
    agg: "rate",
    by: "http_response_status_code",
    where: "http_route:/checkout*,/api/checkout*,/services/api-gateway/checkout*",
  },
  {
    title: "Clicks on “add to cart”, by outcome",
    metric: "bisney_requests_total",
    agg: "rate",
    by: "tenant_id,status",
  },
  {
    title: "Circuit breakers, by caller and callee: 0 closed, 1 half-open, 2 open",
    metric: "circuit_breaker_state",
    agg: "max",
    by: "service,server_address",
  },
  {
    title: "Telemetry that could not be kept, by sink",
    metric: "telemetry_dropped_total",
    agg: "rate",
    by: "sink",
  },
];
