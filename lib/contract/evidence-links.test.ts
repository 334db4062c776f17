import { describe, expect, test } from "vitest";
import {
  around,
  logsOf,
  logsOfService,
  logsOfSpan,
  logsOfTrace,
  logsOfTraceId,
  metricsOfService,
  orderOfSpans,
  serviceHref,
  traceHref,
  tracesBeside,
  tracesOf,
  tracesOfService,
} from "./evidence-links.ts";
import { logFields } from "./filter/fields.ts";
import { parseFilter } from "./filter/parse-filter.ts";
import { LogQuery } from "./log.ts";
import { TraceQuery } from "./trace.ts";

const traceId = "0af7651916cd43dd8448eb211c80319c";
const span = { traceId, spanId: "b7ad6b7169203331", start: "2026-03-04T10:00:00.000250Z", durationMs: 20 };
const past = { from: "2026-03-04T10:00:00.000Z", to: "2026-03-04T10:15:00.000Z" };
const said = (href: string) => Object.fromEntries(new URL(href, "http://a").searchParams);

describe("links between evidence", () => {
  test.each([
    ["traces of a service", tracesOfService("db-service", past)],
    ["its failed calls", tracesOfService("db-service", past, { operation: "read cart", status: "error" })],
    ["traces of a moment", tracesOf(around("2026-03-04T10:00:00Z"))],
    ["traces beside one", tracesBeside(span)],
  ])("to %s ask what the list of traces understands", (_, href) => {
    expect(href).toMatch(/^\/room\/traces\?/);
    expect(TraceQuery.safeParse(said(href)).error).toBeUndefined();
  });

  test.each([
    ["lines of a service", logsOfService("db-service")],
    ["lines of a moment", logsOf(around("2026-03-04T10:00:00Z"))],
    ["lines of a trace", logsOfTrace(span)],
    ["lines of a trace of some time", logsOfTraceId(traceId)],
    ["lines of a span", logsOfSpan(span)],
  ])("to %s ask what the logs understand", (_, href) => {
    expect(href).toMatch(/^\/room\/logs\?/);
    const query = LogQuery.safeParse(said(href));
    expect(query.error).toBeUndefined();
    expect(parseFilter(query.data?.q ?? "", logFields)).not.toHaveProperty("problem");
  });

  test("to a trace open the span that is meant, and to a service only where it has a page", () => {
    expect(traceHref(traceId)).toBe(`/room/traces/${traceId}`);
    expect(traceHref(traceId, span.spanId)).toBe(`/room/traces/${traceId}?span=${span.spanId}`);
    expect(serviceHref("db-service")).toBe("/room/services/db-service");
    expect([serviceHref("browser"), serviceHref("faultmart")]).toEqual([undefined, undefined]);
  });

  test("take the time along, or show the usual one up to now", () => {
    expect(said(metricsOfService("db-service", past))).toMatchObject(past);
    expect(said(logsOfService("db-service"))).toEqual({ service: "db-service", range: "15m" });
  });

  test("to the metrics of a data service show the statements it was asked, which its callers measure", () => {
    const statements = "db_client_operation_duration_seconds";
    expect(said(metricsOfService("cache-service"))).toMatchObject({
      metric: statements,
      where: "server_address:cache-service",
    });
    expect(said(metricsOfService("user-service")).metric).not.toBe(statements);
  });

  test("to the lines of a span leave them a little time on both sides", () => {
    expect(said(logsOfSpan(span))).toEqual({
      traceId,
      q: `span:${span.spanId}`,
      from: "2026-03-04T09:59:55.000250Z",
      to: "2026-03-04T10:00:05.020250Z",
    });
  });
});

describe("the order that a trace made", () => {
  const quiet = { attributes: {}, tenantId: "coupons" };

  test("is found by the span that names it", () => {
    const naming = { attributes: { "order.id": "ord_1" }, tenantId: null };
    expect(orderOfSpans([quiet, naming])).toBe("/shop/coupons/orders/ord_1");
    expect(orderOfSpans([{ attributes: { "order.id": "a/b", tenant_id: "merch" } }])).toBe(
      "/shop/merch/orders/a%2Fb",
    );
  });

  test("is not there where no span names one", () => {
    expect(orderOfSpans([quiet])).toBeUndefined();
    expect(orderOfSpans([{ attributes: { "order.id": 7 }, tenantId: "merch" }])).toBeUndefined();
  });
});
