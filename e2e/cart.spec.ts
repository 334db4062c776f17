import { expectAccessible, expectLegible } from "./kit/expect-accessible.ts";
import { expect, test } from "./kit/test.ts";
import { chooseTheme } from "./kit/theme.ts";
import { CartPage } from "./pages/cart-page.ts";
import { FailureReceipt } from "./pages/failure-receipt.ts";
import { ShopPage } from "./pages/shop-page.ts";
import { TracePage } from "./pages/trace-page.ts";

const failingClick = /status of 500 .*\/api\/cart\/items/;

// A server starts like this, but another test may have ended it.
test.beforeEach(async ({ request }) => {
  await request.delete("/api/faults");
  const data = { kind: "cart-click", target: "cart", durationSeconds: 3_600 };
  expect((await request.post("/api/faults", { data })).status()).toBe(201);
});

/** Two that work; the next one fails. */
async function addTwo(shop: ShopPage) {
  await shop.addForGood("Flaky Cable");
  await expect(shop.badge).toContainText("1");
  await shop.addForGood("Leaky Bucket");
  await expect(shop.badge).toContainText("2");
}

test("what is added shows in the badge, and is in the cart after a reload", async ({ page }) => {
  const shop = new ShopPage(page);
  const cart = new CartPage(page);
  await shop.open();
  await addTwo(shop);
  await shop.badge.click();
  await expect(page).toHaveURL(/\/shop\/merch\/cart$/);
  await expect(cart.lines).toHaveCount(2);
  await expect(cart.total()).toHaveText("€32.80");
  await page.reload();
  await expect(cart.lines).toHaveCount(2);
  await expect(cart.total()).toHaveText("€32.80");
  await expect(cart.checkout).toHaveAttribute("href", "/shop/merch/checkout");
});

test("the third click fails: the cart is as before, and the receipt leads to the trace of that request", async ({
  page,
  complaints,
  evidence,
}) => {
  complaints.expect(failingClick);
  const shop = new ShopPage(page);
  const receipt = new FailureReceipt(page);
  await shop.open();
  await addTwo(shop);
  await shop.add("Night Shift Pager");
  await expect(receipt.title).toHaveText("Not added to the cart");
  await expect(receipt.panel.getByRole("alert")).toContainText("Nothing was charged");
  await expect(receipt.panel).toContainText("Night Shift Pager");
  await expect(shop.badge).toContainText("2");

  const requestId = await receipt.requestId();
  await evidence.trace();
  await receipt.trace.click();
  await expect(page).toHaveURL(/\/room\/traces\/[0-9a-f]{32}$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^click add to cart$|cart\/items$/);
  const trace = new TracePage(page);
  await expect(trace.fact("Outcome")).toContainText("failed");
  await trace.lines.filter({ hasText: "POST /api/cart/items 500" }).getByRole("link").click();
  await expect(trace.said(requestId)).toBeVisible();

  await page.goBack();
  await page.goBack();
  await expect(receipt.title).toHaveText("Not added to the cart");
  await expect(shop.badge).toContainText("2");
});

test("trying again from the receipt works, and the receipt is whole again", async ({ page, complaints }) => {
  complaints.expect(failingClick);
  const shop = new ShopPage(page);
  const receipt = new FailureReceipt(page);
  await shop.open();
  await addTwo(shop);
  await shop.add("Night Shift Pager");
  await receipt.retry.click();
  await expect(receipt.title).toHaveText("Added on attempt 2");
  await expect(shop.badge).toContainText("3");
  await expect(receipt.trace).toBeVisible();
  await receipt.close();
  await expect(receipt.panel).toBeHidden();
  await page.reload();
  await expect(shop.badge).toContainText("3");
});

test("the request can be taken along as curl and as a Playwright test", async ({
  page,
  context,
  complaints,
}) => {
  complaints.expect(failingClick);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const shop = new ShopPage(page);
  const receipt = new FailureReceipt(page);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await shop.open();
  await addTwo(shop);
  await shop.add("Night Shift Pager");
  await receipt.panel.getByRole("button", { name: "Copy as curl" }).click();
  await expect.poll(clipboard).toMatch(/^curl .*\/api\/cart\/items'[\s\S]*"sku":"FM-EL-03"/);
  await receipt.panel.getByRole("button", { name: "Copy as Playwright" }).click();
  await expect.poll(clipboard).toMatch(/request\.post\(".*\/api\/cart\/items"/);
});

test("a click shows before the server has answered, and is taken back when nobody answers", async ({
  page,
  complaints,
}) => {
  complaints.expect(/ERR_CONNECTION_RESET/);
  const shop = new ShopPage(page);
  const receipt = new FailureReceipt(page);
  await shop.open();
  const held = Promise.withResolvers<void>();
  await page.route("**/api/cart/items", async (route) => {
    await held.promise;
    await route.abort("connectionreset");
  });
  await shop.add("Flaky Cable");
  await expect(shop.badge).toContainText("1");
  held.resolve();
  await expect(shop.badge).toContainText("0");
  await expect(receipt.title).toHaveText("Not added to the cart");
  await expect(receipt.panel).toContainText("there is no trace to show");
});

test("another tab of the same browser sees the same cart without a reload", async ({ page, context }) => {
  const shop = new ShopPage(page);
  const other = new ShopPage(await context.newPage());
  await shop.open();
  await other.open();
  await expect(other.addButton("Flaky Cable")).toBeEnabled();
  await shop.add("Flaky Cable");
  await expect(other.badge).toContainText("1");
  await expect(other.addButton("Flaky Cable")).toHaveAccessibleName(/1 in the cart/);
  await other.add("Flaky Cable");
  await expect(shop.badge).toContainText("2");
});

test("another visitor has a cart and a third click of their own", async ({ page, browser, server }) => {
  const apart = await browser.newContext({ baseURL: server.url });
  const shop = new ShopPage(page);
  const other = new ShopPage(await apart.newPage());
  await shop.open();
  await addTwo(shop);
  await other.open();
  await expect(other.badge).toContainText("0");
  await other.add("Flaky Cable");
  await expect(other.badge).toContainText("1");
  await apart.close();
});

test("quantities step, are typed, and what was removed comes back where it was", async ({ page }) => {
  const shop = new ShopPage(page);
  const cart = new CartPage(page);
  const stored = () => page.waitForResponse((answer) => answer.request().method() === "PATCH" && answer.ok());
  await shop.open();
  await shop.addForGood("Flaky Cable");
  await cart.open();
  const two = stored();
  await cart.step("Flaky Cable", "One more");
  await expect(cart.total()).toHaveText("€25.80");
  await two;
  const ten = stored();
  await cart.quantity("Flaky Cable").fill("10");
  await cart.quantity("Flaky Cable").press("Enter");
  await expect(cart.total()).toHaveText("€129.00");
  await ten;
  await expect(shop.badge).toContainText("10");
  await cart.quantity("Flaky Cable").fill("many");
  await cart.quantity("Flaky Cable").press("Enter");
  await expect(cart.quantity("Flaky Cable")).toHaveValue("10");
  await page.reload();
  await expect(cart.total()).toHaveText("€129.00");

  await cart.remove("Flaky Cable");
  await expect(cart.line("Flaky Cable").getByRole("button", { name: "Undo" })).toBeFocused();
  await expect(shop.badge).toContainText("0");
  await cart.undo("Flaky Cable");
  await expect(cart.quantity("Flaky Cable")).toHaveValue("10");
  await expect(shop.badge).toContainText("10");
});

test("more than there is is refused at the product, without a receipt", async ({ page, complaints }) => {
  complaints.expect(/status of 409 .*\/api\/cart\/items/);
  const shop = new ShopPage(page);
  await shop.open();
  await shop.add("Single Point of Failure");
  await expect(shop.badge).toContainText("1");
  await shop.add("Single Point of Failure");
  await expect(shop.product("Single Point of Failure").getByRole("alert")).toBeVisible();
  await expect(shop.badge).toContainText("1");
  await expect(new FailureReceipt(page).panel).toBeHidden();
});

test("with the keyboard alone one comes to the receipt, and back to where one was", async ({
  page,
  complaints,
}) => {
  complaints.expect(failingClick);
  const shop = new ShopPage(page);
  const receipt = new FailureReceipt(page);
  await shop.open();
  await addTwo(shop);
  await shop.addButton("Night Shift Pager").press("Enter");
  await expect(receipt.title).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(receipt.panel).toBeHidden();
  await expect(shop.addButton("Night Shift Pager")).toBeFocused();
});

test("a product has a page of its own, from which so many go into the cart", async ({ page, complaints }) => {
  const shop = new ShopPage(page);
  await shop.open();
  await shop.product("Leaky Bucket").getByRole("link").click();
  await expect(page).toHaveURL(/\/shop\/merch\/p\/leaky-bucket$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Leaky Bucket");
  await expect(page.getByRole("navigation", { name: "Breadcrumbs" })).toContainText("Home & Garden");
  await page.getByRole("button", { name: "One more" }).click();
  await shop.add("Leaky Bucket");
  await expect(shop.badge).toContainText("2");

  complaints.expect(/404/);
  const answer = await page.goto("/shop/merch/p/nothing-of-this-name");
  expect(answer?.status()).toBe(404);
});

test("without a script a cart and a product still say what they are", async ({
  page,
  context,
  browser,
  server,
}) => {
  const shop = new ShopPage(page);
  await shop.open();
  await shop.addForGood("Flaky Cable");
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    baseURL: server.url,
    storageState: await context.storageState(),
  });
  const cart = new CartPage(await plain.newPage());
  await cart.open();
  await expect(cart.lines).toHaveCount(1);
  await expect(cart.total()).toHaveText("€12.90");
  await cart.page.goto("/shop/merch/p/flaky-cable");
  await expect(cart.page.getByRole("heading", { level: 1 })).toHaveText("Flaky Cable");
  // Chromium under test does not show what is only for those without a script.
  expect(await cart.page.content()).toContain("The cart needs it.");
  await plain.close();
});

test("a sale elsewhere shows on the shelf without a reload", async ({ page, request }) => {
  const shop = new ShopPage(page);
  const data = { sku: "FM-HG-02", units: 7, priceMinor: 2_000, durationSeconds: 300 };
  const made = await request.post("/api/flash-sales", { data });
  expect(made.status()).toBe(201);
  await shop.open();
  const banner = page.getByRole("region", { name: "Flash sale" });
  await expect(banner).toContainText("Dependency Bonsai");
  await expect(banner).toContainText("Left7");
  const { id } = await made.json();
  await request.post(`/api/flash-sales/${id}/load`, { data: { buyers: 3 } });
  await expect(banner).toContainText("Left4");
});

for (const width of [1440, 360]) {
  test(`with a receipt open the shop is accessible in both themes at ${width} px, and so is the cart`, async ({
    page,
    complaints,
  }) => {
    complaints.expect(failingClick);
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ reducedMotion: "reduce" });
    const shop = new ShopPage(page);
    await shop.open();
    await addTwo(shop);
    await shop.add("Night Shift Pager");
    const receipt = new FailureReceipt(page);
    await expect(receipt.title).toBeVisible();
    await chooseTheme(page, "light");
    await expectAccessible(page);
    await chooseTheme(page, "dark");
    await expectLegible(page);
    await receipt.retry.click();
    await expect(receipt.title).toHaveText("Added on attempt 2");
    await expectLegible(page);
    await shop.badge.click();
    await expect(new CartPage(page).lines).toHaveCount(3);
    await expectAccessible(page);
    const { scroll, client } = await page.evaluate(() => ({
      scroll: document.documentElement.scrollWidth,
      client: document.documentElement.clientWidth,
    }));
    expect(scroll).toBeLessThanOrEqual(client);
  });
}
