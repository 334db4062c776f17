import { readFile } from "node:fs/promises";
import type { APIRequestContext } from "@playwright/test";
import { pressInOneGo } from "./kit/keys.ts";
import { expect, test } from "./kit/test.ts";
import { tracedRequest } from "./kit/traced-request.ts";
import { MetricsPage } from "./pages/metrics-page.ts";

const durations = "http_server_request_duration_seconds";
const products = "where=http_route:/api/products";

/** A rate needs readings before and after something was counted. */
async function countRequests(request: APIRequestContext) {
  await expect(async () => {
    await Promise.all([tracedRequest(request), tracedRequest(request, "/api/products?sort=wrong")]);
    const answer = await request.get(`/api/metrics/query?metric=${durations}&agg=rate&range=5m&${products}`);
    const { series } = await answer.json();
    const values: (number | null)[] = series.flatMap(({ points }: { points: [number, number | null][] }) =>
      points.map(([, value]) => value),
    );
    expect(values.filter((value) => value !== null && value > 0).length).toBeGreaterThan(1);
  }).toPass({ timeout: 90_000 });
}

test("a board of usual charts leads to a chart of one's own", async ({ page, request }) => {
  test.slow();
  await countRequests(request);
  const metrics = new MetricsPage(page);
  await metrics.open("?range=5m");
  const board = metrics.chart("Requests, by service");
  await expect(board.plot).toBeVisible();
  await expect(board.series.filter({ hasText: "faultmart" })).toHaveCount(1);
  await page.getByRole("link", { name: "Explore: Requests, by service" }).click();
  await expect(page).toHaveURL(new RegExp(`metric=${durations}&agg=rate&by=service`));
  await expect(metrics.chart(durations).plot).toBeVisible();
});

test("a metric is found, grouped, filtered and taken apart, and the address says it all", async ({
  page,
  request,
}) => {
  test.slow();
  await countRequests(request);
  const metrics = new MetricsPage(page);
  await metrics.open("?range=5m");
  await page.locator("body").press("/");
  await expect(metrics.search).toBeFocused();
  await metrics.search.fill("server duration");
  await metrics.list.getByRole("link", { name: durations }).click();
  const chart = metrics.chart(durations);
  await expect(chart.series).toHaveText("all together");
  await chart.choose("Rate");
  // These are few enough for all to be drawn. Of routes only the busiest are, and another test may have kept others busy.
  await chart.button(/^http_response_status_code/).click();
  for (const status of ["200", "422"]) await expect(chart.series.filter({ hasText: status })).toHaveCount(1);
  await chart.where("http_response_status_code:42*");
  await expect(page).toHaveURL(
    /agg=rate&by=http_response_status_code&where=http_response_status_code%3A42\*/,
  );
  await expect(chart.series).toHaveText("422");
  await chart.button(/^422$/).click();
  await expect(page).toHaveURL(/only=422/);
  await page.reload();
  await expect(chart.button(/^422$/)).toHaveAttribute("aria-pressed", "true");
  await chart.where("only words");
  await expect(chart.region.getByText(/names no label/)).toBeVisible();
});

test("dragging over one chart looks closer in all of them", async ({ page, request }) => {
  test.slow();
  await countRequests(request);
  const metrics = new MetricsPage(page);
  await metrics.open(`?metric=${durations}&agg=rate&metric2=process_resident_memory_bytes&range=5m`);
  const both = [metrics.chart(durations), metrics.chart("process_resident_memory_bytes")] as const;
  for (const { plot } of both) await expect(plot).toBeVisible();
  // To the right end: a server that has just started has readings nowhere else.
  await both[1].drag(0.5, 0.99);
  await expect(page).toHaveURL(/from=.*&to=/);
  await expect(page).not.toHaveURL(/range=/);
  for (const { plot } of both) await expect(plot).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/range=5m/);
});

test("an exemplar leads to its request's trace, and the same numbers come as a table, a file and raw", async ({
  page,
  request,
}) => {
  test.slow();
  await countRequests(request);
  const metrics = new MetricsPage(page);
  await metrics.open(`?metric=${durations}&agg=p95&range=5m&${products}`);
  const chart = metrics.chart(durations);
  await expect(chart.plot.locator("a").first()).toBeVisible();
  await chart.button("View as table").click();
  await expect(
    chart.region
      .getByRole("table", { name: /newest first/ })
      .getByText("ms")
      .first(),
  ).toBeVisible();
  await chart.button("From /metrics now").click();
  await expect(chart.region.getByText(`${durations}_bucket{`).first()).toBeVisible();
  const [file] = await Promise.all([page.waitForEvent("download"), chart.button("Download CSV").click()]);
  expect(await readFile(await file.path(), "utf8")).toMatch(/^\uFEFFtime,p95\(/);
  await chart.button(/example traces/).click();
  await chart.region.getByRole("region", { name: "Example traces" }).getByRole("link").first().click();
  await expect(page).toHaveURL(/\/room\/traces\/[0-9a-f]{32}/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("/api/products");
});

test("arrow keys read the chart point by point", async ({ page }) => {
  const metrics = new MetricsPage(page);
  await metrics.open("?metric=process_resident_memory_bytes&range=5m");
  const { points, plot } = metrics.chart("process_resident_memory_bytes");
  await expect(plot).toBeVisible();
  await points.press("End");
  await points.press("ArrowLeft");
  const most = Number(await points.getAttribute("aria-valuemax"));
  await expect(points).toHaveAttribute("aria-valuenow", String(most - 1));
  await expect(points).toHaveAttribute("aria-valuetext", /UTC: all together/);
});

test("what was broken on purpose is said in words beside the charts", async ({ page, faults }) => {
  await faults.arm({ kind: "latency", target: "user-service", durationSeconds: 60 });
  const metrics = new MetricsPage(page);
  await metrics.open("?metric=process_resident_memory_bytes&range=5m");
  await expect(page.getByRole("list", { name: "Faults in this time" })).toContainText(
    "Latency on user-service",
  );
});

test("an unknown metric and a gone server are told apart, with what to do", async ({
  page,
  complaints,
  context,
}) => {
  complaints.expect(/422/);
  const metrics = new MetricsPage(page);
  await metrics.open("?metric=http_server_request_duration&range=5m");
  await expect(page.getByRole("alert").filter({ hasText: `Did you mean ${durations}?` })).toBeVisible();
  await metrics.open("?metric=process_resident_memory_bytes&range=5m");
  await expect(metrics.chart("process_resident_memory_bytes").plot).toBeVisible();
  complaints.allow(/ERR_INTERNET_DISCONNECTED|WebSocket|Failed to load/);
  await context.setOffline(true);
  await expect(page.getByRole("alert").filter({ hasText: "does not answer" })).toContainText("known before");
  await context.setOffline(false);
  await page.getByRole("button", { name: "Ask again" }).click();
  await expect(page.getByRole("button", { name: "Ask again" })).toHaveCount(0);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test("metrics and their numbers can be read", async ({ page }) => {
    const metrics = new MetricsPage(page);
    await metrics.open("?metric=process_resident_memory_bytes&range=5m");
    await expect(metrics.list.getByRole("link", { name: durations })).toBeVisible();
    await expect(metrics.chart("process_resident_memory_bytes").region).toContainText(
      /MiB|read every 5 seconds/,
    );
  });
});

test("keys lead to the metrics", async ({ page }) => {
  await page.goto("/room");
  await pressInOneGo(page, "g", "m");
  await expect(page).toHaveURL(/\/room\/metrics$/);
});
