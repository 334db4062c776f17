import { expect, test } from "vitest";
import { startMeters } from "#lib/telemetry/testing/meters-under-test.ts";
import { createShopMetrics } from "./shop-metrics.ts";

test("a shop that nobody has entered yet has its metrics already, at nothing", async () => {
  const { meters, family } = startMeters();
  createShopMetrics(meters.for("shop"), { monotonicMs: () => 0 });
  const stocks = (await family("stock_conflicts"))?.series;
  expect(stocks).toMatchObject([
    { labels: { tenant_id: "merch" }, value: 0 },
    { labels: { tenant_id: "coupons" }, value: 0 },
  ]);
  expect((await family("bisney_requests_total"))?.series).toHaveLength(4);
  expect((await family("bisney_cache_hits"))?.series).toHaveLength(4);
});
