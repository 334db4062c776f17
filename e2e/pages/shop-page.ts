import type { Locator, Page } from "@playwright/test";

/** `/shop/merch` and `/shop/coupons`: the shelf, its search, categories and orders. */
export class ShopPage {
  readonly page: Page;
  readonly products: Locator;
  readonly search: Locator;

  constructor(page: Page) {
    this.page = page;
    this.products = page.getByRole("article");
    this.search = page.getByRole("searchbox", { name: "Search this shop" });
  }

  async open(tenant: "merch" | "coupons" = "merch") {
    await this.page.goto(`/shop/${tenant}`);
  }

  async searchFor(words: string) {
    await this.search.fill(words);
    await this.search.press("Enter");
  }

  async choose(list: "Category" | "Sort by", name: string) {
    await this.page.getByRole("navigation", { name: list }).getByRole("link", { name, exact: true }).click();
  }

  /** Prices in cents, in the order they are shown. */
  async prices(): Promise<number[]> {
    const texts = await this.products
      .locator("dd")
      .filter({ hasText: /\d\.\d\d/ })
      .allInnerTexts();
    return texts.map((text) => Math.round(Number(text.replace(/[^\d.]/g, "")) * 100));
  }
}
