import { expect, type Locator, type Page } from "@playwright/test";

/** `/shop/merch` and `/shop/coupons`: the shelf, its search, categories and orders, and the cart's badge. */
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

  choice(list: "Category" | "Sort by", name: string): Locator {
    return this.page.getByRole("navigation", { name: list }).getByRole("link", { name, exact: true });
  }

  async choose(list: "Category" | "Sort by", name: string) {
    await this.choice(list, name).click();
  }

  product(name: string): Locator {
    return this.products.filter({ has: this.page.getByRole("heading", { name }) });
  }

  /** Pressed as soon as it works, which is when the page has come alive. */
  addButton(name: string): Locator {
    return this.page.getByRole("button", { name: `Add to cart ${name}` });
  }

  async add(name: string) {
    await this.addButton(name).click();
  }

  /** In the bar, on every page of the shop: how many pieces are in the cart. */
  get badge(): Locator {
    return this.page.getByRole("navigation", { name: "Yours" }).getByRole("link", { name: /^Cart/ });
  }

  /** Pressed, and stored: the badge counts at once, this waits for the server. */
  async addForGood(name: string) {
    await this.add(name);
    const said = this.page.getByRole("navigation", { name: "Yours" }).getByRole("status").last();
    await expect(said).toHaveText(`${name}: is in the cart.`);
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
