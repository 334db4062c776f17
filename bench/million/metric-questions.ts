// What a page of metrics asks: charts of a quarter of an hour, of a day, and which metrics there are.
import type { Asking, Question } from "./questions.ts";

const quarterMs = 900_000;
const dayMs = 86_400_000;
const durations = "http_server_request_duration_seconds";

/** Metrics were read in the last hour of the time; the quarter lies somewhere in it. */
function chart(asked: Record<string, string>, lengthMs = quarterMs) {
  return ({ random, toMs }: Asking) => {
    const endMs = lengthMs === dayMs ? toMs : toMs - random.next() * 3 * quarterMs;
    const time = { from: new Date(endMs - lengthMs).toISOString(), to: new Date(endMs).toISOString() };
    return `/api/metrics/query?${new URLSearchParams({ metric: durations, ...asked, ...time })}`;
  };
}

export const metricQuestions: readonly Question[] = [
  { name: "rate by service", path: chart({ agg: "rate", by: "service" }) },
  {
    name: "failures by service",
    path: chart({ agg: "rate", by: "service", where: "http_response_status_code:5*" }),
  },
  { name: "p95 by service", path: chart({ agg: "p95", by: "service" }) },
  { name: "p95 by route", path: chart({ agg: "p95", by: "http_route" }) },
  { name: "average of one service", path: chart({ agg: "avg", where: "service:payment-service" }) },
  { name: "retries by callee", path: chart({ metric: "http_client_retries_total", by: "server_address" }) },
];

/** All of the readings: nobody waits for a day as for a quarter of an hour. */
export const dayQuestions: readonly Question[] = [
  { name: "rate by service over a day", path: chart({ agg: "rate", by: "service" }, dayMs) },
  { name: "p95 by service over a day", path: chart({ agg: "p95", by: "service" }, dayMs) },
  {
    name: "every metric by name",
    path: ({ fromMs, toMs }) =>
      `/api/metrics/names?${new URLSearchParams({ from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() })}`,
  },
];
