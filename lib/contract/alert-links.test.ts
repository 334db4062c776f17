import { describe, expect, test } from "vitest";
import { linksOfAlert } from "./alert-links.ts";

const startedAt = "2026-03-04T10:00:00.000Z";
/** The end of the minute round it. */
const at = "2026-03-04T10:00:30.000Z";
const alert = (rest: Partial<Parameters<typeof linksOfAlert>[0]>) =>
  linksOfAlert({
    id: "alr_1",
    kind: "service",
    rule: "error-rate",
    subject: "db-service",
    item: "",
    startedAt,
    ...rest,
  });
const said = (href: string | null) => {
  const { pathname, searchParams } = new URL(href ?? "", "http://here");
  return { path: pathname, ...Object.fromEntries(searchParams) };
};

describe("the links of an alert", () => {
  test("lead to the graph of the minute round its beginning, with the service chosen", () => {
    expect(said(alert({}).graph)).toEqual({ path: "/room/graph", at, selected: "db-service" });
  });

  test("choose the calls that an open breaker stands between", () => {
    const { graph } = alert({ rule: "breaker-open", subject: "order-service", item: "payment-service" });
    expect(said(graph)).toMatchObject({ at, selected: "order-service->payment-service" });
  });

  test("of a vendor, which the graph does not have, lead to the whole graph, and to the chart of its value", () => {
    const { graph, chart } = alert({ kind: "vendor", rule: "vendor-status", subject: "V0042" });
    expect(said(graph)).toEqual({ path: "/room/graph", at });
    expect(said(chart)).toMatchObject({ path: "/room/vendors/V0042", question: "vendor-status" });
  });

  test("lead to a chart of what the service answered round that time", () => {
    expect(said(alert({ subject: "order-service", rule: "latency" }).chart)).toMatchObject({
      path: "/room/metrics",
      metric: "http_server_request_duration_seconds",
      from: "2026-03-04T09:58:00.000Z",
      to: "2026-03-04T10:03:00.000Z",
    });
  });
});
