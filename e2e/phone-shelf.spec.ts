import { expect, test } from "./kit/test.ts";

test.use({ viewport: { width: 360, height: 740 } });

test("on a phone the products begin in the upper half, and every filter can be reached", async ({ page }) => {
  await page.goto("/shop/merch");
  const first = page.getByRole("main").getByRole("article").first();
  await expect(first).toBeVisible();
  // From the shop's name on: a sale that is announced stands above it.
  const topOf = (element: Element) => element.getBoundingClientRect().top;
  const name = page.getByRole("heading", { level: 1 });
  expect((await first.evaluate(topOf)) - (await name.evaluate(topOf))).toBeLessThan(200);
  const last = page.getByRole("navigation", { name: "Sort by" }).getByRole("link").last();
  await last.scrollIntoViewIfNeeded();
  await expect(last).toBeInViewport({ ratio: 1 });
});
