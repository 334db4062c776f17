import { expect, test } from "./kit/test.ts";
import { ShopPage } from "./pages/shop-page.ts";

test("merch starts with ten products in four categories, coupons with their own", async ({ page }) => {
  const shop = new ShopPage(page);
  await shop.open("merch");
  await expect(shop.products).toHaveCount(10);
  for (const category of ["Electronics", "Clothing", "Books", "Home & Garden"]) {
    await expect(
      page.getByRole("navigation", { name: "Category" }).getByRole("link", { name: category }),
    ).toBeVisible();
  }
  await shop.open("coupons");
  await expect(shop.products.first()).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Coupons");
});

test("every product has its picture", async ({ page }) => {
  const shop = new ShopPage(page);
  await shop.open();
  for (const picture of await shop.products.locator("img").all()) {
    await picture.scrollIntoViewIfNeeded();
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(0);
  }
});

test("search, category and order are in the address, and come back with it", async ({ page }) => {
  const shop = new ShopPage(page);
  await shop.open();
  await shop.choose("Category", "Books");
  await expect(page).toHaveURL(/category=Books/);
  await shop.choose("Sort by", "Price, high to low");
  await expect(page).toHaveURL(/sort=-price/);
  await expect(shop.choice("Sort by", "Price, high to low")).toHaveAttribute("aria-current");
  const prices = await shop.prices();
  expect(prices.length).toBeGreaterThan(1);
  expect(prices).toEqual([...prices].sort((a, b) => b - a));
  await page.reload();
  await expect(shop.products).toHaveCount(prices.length);
  expect(await shop.prices()).toEqual(prices);
  await page.goBack();
  await expect(page).not.toHaveURL(/sort=/);
});

test("a search without a match says so and leads back to everything", async ({ page }) => {
  const shop = new ShopPage(page);
  await shop.open();
  await page.locator("body").press("/");
  await expect(shop.search).toBeFocused();
  await shop.searchFor("100% unbreakable_");
  await expect(page.getByRole("heading", { name: "No match" })).toBeVisible();
  await page.getByRole("link", { name: "Show everything" }).click();
  await expect(shop.products).toHaveCount(10);
});

test("the shop works without a script", async ({ browser, server }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: server.url });
  const shop = new ShopPage(await context.newPage());
  await shop.open();
  await shop.choose("Category", "Clothing");
  await expect(shop.products.first()).toBeVisible();
  await shop.searchFor("nothing-of-this-name");
  await expect(shop.products).toHaveCount(0);
  await context.close();
});

test("a shop that does not exist is a page that says so", async ({ page, complaints }) => {
  complaints.expect(/404/);
  const answer = await page.goto("/shop/pharmacy");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nothing at this address");
});

test("what does not exist is said without a script as well, with the way on from there", async ({
  browser,
  server,
  complaints,
}) => {
  complaints.expect(/404/);
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: server.url });
  const page = await context.newPage();
  const nowhere = {
    "/shop/pharmacy": "Nothing at this address",
    "/shop/merch/p/no-such-product": "Nothing at this address",
    "/shop/merch/flash/no-such-sale": "Nothing at this address",
    "/shop/merch/orders/ord_00000000000000000000": "No such order",
    "/room/services/no-such-service": "Nothing at this address",
    "/room/traces/no-such-trace": "No such trace",
  };
  for (const [path, words] of Object.entries(nowhere)) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words);
    await expect(page.getByRole("banner").getByRole("link").first()).toBeVisible();
  }
  await context.close();
});

test("the address of the older shop leads here", async ({ page }) => {
  await page.goto("/products");
  await expect(page).toHaveURL(/\/shop\/merch$/);
});
