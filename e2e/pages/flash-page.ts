import type { Locator, Page } from "@playwright/test";
import { CheckoutPage } from "./checkout-page.ts";

/** `/shop/merch/flash/{id}`: the clock, what is left, a form to buy one, and a crowd on demand. */
export class FlashPage {
  readonly page: Page;
  readonly clock: Locator;
  readonly buyers: Locator;
  readonly send: Locator;
  /** The same form as at the checkout, for one unit. */
  readonly form: CheckoutPage;

  constructor(page: Page) {
    this.page = page;
    this.clock = page.getByRole("timer");
    this.buyers = page.getByRole("textbox", { name: "Buyers" });
    this.send = page.getByRole("button", { name: "Send them" });
    this.form = new CheckoutPage(page);
  }

  async open(id: string) {
    await this.page.goto(`/shop/merch/flash/${id}`);
  }

  left(units: number): Locator {
    return this.page.getByText(units === 0 ? "Sold out" : `${units} left`, { exact: true }).first();
  }

  /** One figure of what the crowd came to. */
  figure(name: string): Locator {
    return this.page
      .getByRole("region", { name: "Load it" })
      .locator("dl > div")
      .filter({ has: this.page.getByText(name, { exact: true }) })
      .locator("dd");
  }
}
