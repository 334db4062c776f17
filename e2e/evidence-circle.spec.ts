import { expect, test } from "./kit/test.ts";
import { FailureReceipt } from "./pages/failure-receipt.ts";
import { ShopPage } from "./pages/shop-page.ts";

test("from a failed click one link after the other leads to its trace, span, lines, service and metrics", async ({
  page,
  faults,
  evidence,
  complaints,
}) => {
  complaints.expect(/status of 500 .*\/api\/cart\/items/);
  await faults.arm({ kind: "cart-click", target: "cart", parameters: { every: 3 } });
  const shop = new ShopPage(page);
  const receipt = new FailureReceipt(page);
  await shop.open();
  await expect(page.locator("html[data-telemetry]")).toBeAttached();
  await shop.addForGood("Flaky Cable");
  await shop.addForGood("Leaky Bucket");
  await shop.add("Cold Standby Socks");
  await expect(receipt.title).toHaveText("Not added to the cart");
  const { traceId } = await evidence.answered({ name: "POST /api/cart/items", status: 500 });
  await expect(evidence).toHaveSpan({ service: "browser", name: "click add to cart" });
  await expect(evidence).toHaveLogLine({ level: "error" });

  await receipt.trace.click();
  await expect(page).toHaveURL(new RegExp(`/room/traces/${traceId}`));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("click add to cart");
  const spans = page.getByRole("list", { name: /^Spans/ });
  await spans
    .getByRole("listitem")
    .filter({ hasText: /faultmart POST \/api\/cart\/items/ })
    .getByRole("link")
    .first()
    .click();
  await expect(page).toHaveURL(/[?&]span=[0-9a-f]{16}/);

  await page.getByRole("link", { name: "Its log lines" }).first().click();
  await expect(page).toHaveURL(new RegExp(`/room/logs\\?.*traceId=${traceId}.*from=.*to=`));
  const lines = page.getByRole("list", { name: /^Log lines/ });
  await lines.getByRole("button", { name: /POST \/api\/cart\/items 500/ }).click();
  await page.getByRole("link", { name: "Open its trace" }).click();
  await expect(page).toHaveURL(new RegExp(`/room/traces/${traceId}\\?span=`));

  await page.getByRole("link", { name: "Metrics of faultmart" }).first().click();
  await expect(page).toHaveURL(/\/room\/metrics\?.*where=service%3Afaultmart.*from=.*to=/);
  await expect(page.getByText("http_server_request_duration_seconds").first()).toBeVisible();
});

test("a service leads to its traces, lines and metrics of the time that its page shows", async ({ page }) => {
  for (const [service, name, address] of [
    ["order-service", "Traces", /\/room\/traces\?service=order-service&range=15m$/],
    ["order-service", "Logs", /\/room\/logs\?service=order-service&range=15m$/],
    ["order-service", "Metrics", /\/room\/metrics\?metric=.*where=service%3Aorder-service&range=15m$/],
    [
      "db-service",
      "Metrics",
      /\/room\/metrics\?metric=db_client_.*where=server_address%3Adb-service&range=15m$/,
    ],
  ] as const) {
    await page.goto(`/room/services/${service}`);
    await page.getByRole("main").getByRole("link", { name, exact: true }).click();
    await expect(page).toHaveURL(address);
  }
});

test("the range of a page is chosen, moved, widened and written by hand, and a copied link says when", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/room/logs?level=error");
  const range = page.getByRole("navigation", { name: "Time range" });
  await expect(range.getByRole("link", { name: "Last 15m" })).toHaveAttribute("aria-current", "true");
  await range.getByRole("link", { name: "Last 1h" }).click();
  await expect(page).toHaveURL(/level=error&range=1h/);
  await range.getByRole("button", { name: "Zoom out" }).click();
  await expect(page).toHaveURL(/range=6h/);
  await range.getByRole("button", { name: "Earlier" }).click();
  await expect(page).toHaveURL(/from=.*to=/);
  await expect(page).toHaveURL(/level=error/);
  await range.getByRole("link", { name: "Later" }).click();
  await expect(page).toHaveURL(/range=6h|to=/);

  await range.getByRole("button", { name: /^Choose a range/ }).click();
  const dialog = page.getByRole("dialog", { name: "Time range" });
  await dialog.getByText("UTC", { exact: true }).click();
  await dialog.getByLabel("From").fill("2026-03-04T10:15:00");
  await dialog.getByLabel("To", { exact: true }).fill("2026-03-04T10:00:00");
  await dialog.getByRole("button", { name: "Show this range" }).click();
  await expect(dialog.getByText("It ends before it begins")).toBeVisible();
  await dialog.getByLabel("To", { exact: true }).fill("2026-03-04T10:30:00");
  await dialog.getByRole("button", { name: "Show this range" }).click();
  await expect(page).toHaveURL(/from=2026-03-04T10%3A15%3A00.000Z&to=2026-03-04T10%3A30%3A00.000Z/);

  await page.goto("/room/logs?range=5m");
  await page.keyboard.press("y");
  await expect(page.getByText("Link copied")).toBeVisible();
  const copied = new URL(await page.evaluate(() => navigator.clipboard.readText()));
  const { from = "", to = "", range: left } = Object.fromEntries(copied.searchParams);
  expect([left, Date.parse(to) - Date.parse(from)]).toEqual([undefined, 300_000]);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test("ranges are links", async ({ page }) => {
    await page.goto("/room/logs?from=2026-03-04T10:00:00Z&to=2026-03-04T10:15:00Z");
    const range = page.getByRole("navigation", { name: "Time range" });
    await range.getByRole("link", { name: "Earlier" }).click();
    await expect(page).toHaveURL(/from=2026-03-04T09%3A45%3A00/);
    await range.getByRole("link", { name: "Last 24h" }).click();
    await expect(page).toHaveURL(/range=24h/);
  });
});
