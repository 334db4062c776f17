import type { Locator, Page } from "@playwright/test";

/** `/shop/merch/cart`: what is in it, how many of each, and what it comes to. */
export class CartPage {
  readonly page: Page;
  readonly lines: Locator;
  readonly checkout: Locator;

  constructor(page: Page) {
    this.page = page;
    this.lines = page.getByRole("list", { name: "In the cart" }).getByRole("listitem");
    this.checkout = page.getByRole("link", { name: "Go to checkout" });
  }

  async open(tenant: "merch" | "coupons" = "merch") {
    await this.page.goto(`/shop/${tenant}/cart`);
  }

  line(product: string): Locator {
    return this.lines.filter({ hasText: product });
  }

  quantity(product: string): Locator {
    return this.page.getByRole("textbox", { name: `Quantity of ${product}` });
  }

  async step(product: string, which: "One less" | "One more") {
    await this.line(product).getByRole("button", { name: which }).click();
  }

  async remove(product: string) {
    await this.page.getByRole("button", { name: `Remove ${product}` }).click();
  }

  async undo(product: string) {
    await this.line(product).getByRole("button", { name: "Undo" }).click();
  }

  total(): Locator {
    return this.page.getByRole("region", { name: "Total" }).locator("dd").last();
  }
}
