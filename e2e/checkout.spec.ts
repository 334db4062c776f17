import type { Page } from "@playwright/test";
import { expectAccessible, expectLegible } from "./kit/expect-accessible.ts";
import { breakService, buyOrder, fillCart, ordersOf } from "./kit/shopping.ts";
import { expect, test } from "./kit/test.ts";
import { chooseTheme } from "./kit/theme.ts";
import { CheckoutPage } from "./pages/checkout-page.ts";
import { OrderPage } from "./pages/order-page.ts";
import { TracePage } from "./pages/trace-page.ts";

/** A whole purchase, with every service, on a machine that does other things. */
const patient = { timeout: 60_000 };

const ordered = /\/shop\/merch\/orders\/ord_[0-9a-f]{20}$/;
const refused = /status of 402/;
const broken = /status of 503/;

let mend: (() => Promise<void>) | undefined;
test.afterEach(async () => {
  await mend?.();
  mend = undefined;
});

/** The keys of what this page sends to buy, in the order of sending. */
function keysSent(page: Page): string[] {
  const keys: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/api/checkout"))
      keys.push(request.headers()["idempotency-key"] ?? "");
  });
  return keys;
}

test("a good card buys what is in the cart, and the order leads to the trace of the whole chain", async ({
  page,
  evidence,
}) => {
  const checkout = new CheckoutPage(page);
  const order = new OrderPage(page);
  await fillCart(page.request, "FM-CL-03", 2);
  await checkout.open();
  await expect(checkout.summary).toContainText("€29.00");
  await checkout.pay();
  await expect(page).toHaveURL(ordered, patient);
  await expect(order.status("Paid")).toBeVisible();
  await expect(order.receipt).toContainText("Card ending in 4242");
  for (const service of ["payment-service pay", "db-service place-order", "inventory-service pick"])
    await expect(order.steps.filter({ hasText: service })).toHaveCount(1);
  await expect(page.getByRole("navigation", { name: "Yours" })).toContainText("Cart0");

  const { spans } = await evidence.trace();
  await order.trace.click();
  // What the browser tells of its click comes when it likes, and is then the root.
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    /^(click pay|POST \/api\/checkout)$/,
    patient,
  );
  const trace = new TracePage(page);
  for (const service of ["order-service", "payment-service", "inventory-service", "notification-service"])
    await expect(trace.spans.filter({ hasText: service }).first()).toBeVisible();
  // A cache that a busy machine is slow with is done without: the order stands, and its trace says so.
  const failed = spans.filter(({ status }) => status === "error").length;
  await expect(trace.fact("Outcome")).toContainText(failed === 0 ? "Nothing failed" : `${failed} of`);
});

test("a declined card is no failure: nothing was taken, and another card pays", async ({
  page,
  complaints,
}) => {
  complaints.expect(refused);
  const checkout = new CheckoutPage(page);
  const keys = keysSent(page);
  await fillCart(page.request);
  await checkout.open();
  await checkout.pay("is declined");
  await expect(checkout.notice.getByRole("heading")).toHaveText("The card was declined", patient);
  await expect(checkout.receipt).toBeHidden();
  await expect(checkout.field("Card number")).toHaveValue("4000 0000 0000 0002");
  await checkout.pay("pays");
  await expect(page).toHaveURL(ordered, patient);
  expect(new Set(keys).size, "a final answer ends the attempt").toBe(2);
});

test("what was typed wrongly is said at the field and in a summary that leads there; nothing is sent", async ({
  page,
}) => {
  const checkout = new CheckoutPage(page);
  const keys = keysSent(page);
  await fillCart(page.request);
  await checkout.open();
  await checkout.isAlive();
  await checkout.field("Card number").pressSequentially("4242424242424241");
  await checkout.field("Expires").pressSequentially("1234");
  await expect(checkout.field("Card number")).toHaveValue("4242 4242 4242 4241");
  await expect(checkout.field("Expires")).toHaveValue("12/34");
  await checkout.field("Expires").press("Enter");
  const summary = page.getByRole("alert").filter({ hasText: "2 fields need another look" });
  await expect(summary).toBeFocused();
  await expect(checkout.field("Card number")).toHaveAccessibleDescription(/not a card number/);
  await expect(checkout.field("Expires")).toHaveAccessibleDescription("");
  await expectAccessible(page);
  await summary.getByRole("link", { name: "Security code" }).click();
  await expect(checkout.field("Security code")).toBeFocused();
  expect(keys).toEqual([]);
});

test("pressing twice buys once", async ({ page }) => {
  const checkout = new CheckoutPage(page);
  const keys = keysSent(page);
  await fillCart(page.request);
  await checkout.open();
  await checkout.isAlive();
  await checkout.takeCard("pays");
  await checkout.payButton.dblclick();
  await expect(page).toHaveURL(ordered, patient);
  expect(keys).toHaveLength(1);
  expect(await ordersOf(page.request)).toHaveLength(1);
});

test("going back after an order finds nothing more to pay, and neither does another tab", async ({
  page,
  context,
}) => {
  const checkout = new CheckoutPage(page);
  const other = new CheckoutPage(await context.newPage());
  await fillCart(page.request);
  await checkout.open();
  await other.open();
  await other.isAlive();
  await checkout.pay();
  await expect(page).toHaveURL(ordered, patient);
  for (const { page: tab, payButton } of [checkout, other]) {
    if (tab === page) await page.goBack();
    await expect(tab.getByRole("heading", { name: "There is nothing to pay" })).toBeVisible();
    await expect(payButton).toBeHidden();
  }
});

test("while payments are down the ledger says that nothing was taken; the same key buys once they are back", async ({
  page,
  request,
  complaints,
}) => {
  complaints.expect(broken);
  const checkout = new CheckoutPage(page);
  const keys = keysSent(page);
  await fillCart(page.request);
  mend = await breakService(request, { kind: "outage", target: "payment-service" });
  await checkout.open();
  await checkout.pay();
  await expect(checkout.receipt).toContainText("Attempt 1, failed", patient);
  await expect(checkout.receipt).toContainText("You were not charged. The ledger says so.", patient);
  await expect(checkout.receipt.getByRole("link", { name: /trace/ })).toBeVisible();
  expect(await ordersOf(page.request)).toEqual([]);

  await page.reload();
  await checkout.pay();
  await expect(checkout.receipt).toContainText("Attempt 2, failed", patient);
  await expect(checkout.field("Card number")).toHaveValue("4242 4242 4242 4242");

  await mend();
  await expect(async () => {
    if (!ordered.test(page.url())) await checkout.retry.click({ timeout: 30_000 });
    await expect(page).toHaveURL(ordered, { timeout: 30_000 });
  }).toPass({ timeout: 150_000 });
  expect(new Set(keys).size).toBe(1);
  expect(await ordersOf(page.request)).toHaveLength(1);
});

test("a payment that is not confirmed is said to be open, and turns out to be an order without paying again", async ({
  page,
  request,
  complaints,
}) => {
  complaints.expect(broken);
  const checkout = new CheckoutPage(page);
  await fillCart(page.request);
  mend = await breakService(request, { kind: "outage", target: "db-service/record-capture" });
  await checkout.open();
  await checkout.pay();
  await expect(checkout.receipt).toContainText("Not settled yet whether you were charged", patient);
  const [order] = await ordersOf(page.request);
  expect(order?.status).toBe("processing");
  const watcher = await page.context().newPage();
  await new OrderPage(watcher).open(order?.orderId ?? "");
  await expect(new OrderPage(watcher).status("Being settled")).toBeVisible();

  await mend();
  await expect(new OrderPage(watcher).status("Paid")).toBeVisible({ timeout: 150_000 });
  await watcher.close();
  await checkout.receipt.getByRole("link", { name: "See the order" }).click(patient);
  await expect(page).toHaveURL(ordered, patient);
  expect(await ordersOf(page.request)).toHaveLength(1);
});

test("money goes back in part, then the rest, and never more than was paid", async ({ page }) => {
  const order = new OrderPage(page);
  const { orderId } = await buyOrder(page.request);
  await order.open(orderId);
  await order.refund("14.51");
  await expect(order.amount).toHaveAccessibleDescription("Only 14.50 is left of what was paid.");
  await order.refund("4.50", "One sock is missing");
  await expect(order.status("Partly refunded")).toBeVisible(patient);
  await expect(order.receipt).toContainText("One sock is missing");
  await expect(order.amount).toHaveValue("10.00");
  await order.refundButton.click();
  await expect(order.status("Refunded")).toBeVisible(patient);
  await expect(order.refundButton).toBeHidden();
  const more = await page.request.post(`/api/orders/${orderId}/refunds`, {
    data: { amountMinor: 1 },
    headers: { "idempotency-key": "one-cent-more" },
  });
  expect(more.status()).toBe(409);
});

test("a refund that fails gives nothing back and says so; tried again, it goes through once", async ({
  page,
  request,
  complaints,
}) => {
  complaints.expect(broken);
  const order = new OrderPage(page);
  const { orderId } = await buyOrder(page.request);
  await order.open(orderId);
  mend = await breakService(request, { kind: "outage", target: "payment-service" });
  await order.refund("4.50");
  await expect(order.trouble).toContainText("Attempt 1, failed", patient);
  await expect(order.trouble).toContainText("Nothing was refunded");
  await expect(order.trouble.getByRole("link", { name: /trace/ })).toBeVisible();
  await expect(order.status("Paid")).toBeVisible();

  await mend();
  await order.trouble.getByRole("button", { name: /^Try again/ }).click(patient);
  await expect(order.status("Partly refunded")).toBeVisible(patient);
  await expect(order.trouble).toBeHidden();
  await expect(order.amount).toHaveValue("10.00");
});

test("orders are listed for who placed them, and are nobody else's", async ({
  page,
  browser,
  server,
  complaints,
}) => {
  complaints.expect(/404/);
  const { orderId } = await buyOrder(page.request);
  await page.goto("/shop/merch/orders");
  await page.getByRole("link", { name: "Cold Standby Socks" }).click();
  await expect(page).toHaveURL(ordered);
  const stranger = await (await browser.newContext({ baseURL: server.url })).newPage();
  await new OrderPage(stranger).open(orderId);
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("No such order");
  await stranger.goto("/shop/merch/orders");
  await expect(stranger.getByRole("heading", { name: "Nothing bought here yet" })).toBeVisible();
  await stranger.context().close();
});

test.describe("on a phone, in both themes", () => {
  test.use({ viewport: { width: 360, height: 740 }, reducedMotion: "reduce" });

  async function expectSound(page: Page) {
    for (const theme of ["dark", "light"] as const) {
      await chooseTheme(page, theme);
      await (theme === "dark" ? expectAccessible(page) : expectLegible(page));
    }
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, "the page scrolls sideways").toBeLessThanOrEqual(360);
  }

  test("a checkout, a declined card and an order are accessible and fit", async ({ page, complaints }) => {
    complaints.expect(refused);
    const checkout = new CheckoutPage(page);
    await fillCart(page.request);
    await checkout.open();
    await checkout.pay("has no money on it");
    await expect(checkout.notice).toContainText("not enough money", patient);
    await expectSound(page);
    await checkout.pay("pays");
    await expect(page).toHaveURL(ordered, patient);
    await expectSound(page);
  });

  test("a failure receipt is accessible and fits", async ({ page, request, complaints }) => {
    complaints.expect(broken);
    const checkout = new CheckoutPage(page);
    await fillCart(page.request);
    mend = await breakService(request, { kind: "outage", target: "order-service" });
    await checkout.open();
    await checkout.pay();
    await expect(checkout.receipt).toContainText("You were not charged", patient);
    await expectSound(page);
  });
});
