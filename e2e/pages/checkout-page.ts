import type { Locator, Page } from "@playwright/test";

/** `/shop/merch/checkout`: what is bought, the card, and what came of paying with it. */
export class CheckoutPage {
  readonly page: Page;
  readonly summary: Locator;
  readonly payButton: Locator;
  /** Of a purchase that failed; a declined card has none. */
  readonly receipt: Locator;
  readonly retry: Locator;
  /** A card or a cart that was refused. */
  readonly notice: Locator;

  constructor(page: Page) {
    this.page = page;
    this.summary = page.getByRole("region", { name: "What you buy" });
    this.payButton = page.getByRole("button", { name: /^(Pay|Buy one for) €/ });
    this.receipt = page.getByRole("region", {
      name: /^(Not ordered|Not confirmed yet|It was ordered after all)$/,
    });
    this.retry = this.receipt.getByRole("button", { name: /^Try again/ });
    this.notice = page.getByRole("main").getByRole("alert").filter({ hasText: "Nothing was taken" });
  }

  async open(tenant: "merch" | "coupons" = "merch") {
    await this.page.goto(`/shop/${tenant}/checkout`);
  }

  field(name: "Card number" | "Expires" | "Security code"): Locator {
    return this.page.getByRole("textbox", { name });
  }

  /** One of the test network's, by what it does: "pays", "is declined". */
  async takeCard(does: string) {
    await this.page.getByRole("button", { name: new RegExp(`^Card ending in \\d{4} ${does}$`) }).click();
  }

  /** The button works from when the page has come alive. */
  async pay(does = "pays") {
    await this.isAlive();
    await this.takeCard(does);
    await this.payButton.click();
  }

  /** Before that a click on a test card fills nothing. */
  async isAlive() {
    await this.page.locator("form[aria-busy] button[type=submit]:enabled").waitFor();
  }
}
