import type { Locator, Page } from "@playwright/test";

/** `/shop/merch/orders/{orderId}`: the receipt, the steps behind it, and refunds. */
export class OrderPage {
  readonly page: Page;
  readonly receipt: Locator;
  readonly steps: Locator;
  readonly trace: Locator;
  readonly amount: Locator;
  readonly reason: Locator;
  readonly refundButton: Locator;
  /** Of a refund that failed. */
  readonly trouble: Locator;

  constructor(page: Page) {
    this.page = page;
    this.receipt = page.getByRole("region", { name: "Receipt" });
    this.steps = page.getByRole("table", { name: /^Steps of this order/ }).locator("tbody tr");
    this.trace = page.getByRole("link", { name: "See the trace" });
    this.amount = page.getByRole("textbox", { name: /^Amount/ });
    this.reason = page.getByRole("textbox", { name: "Reason" });
    this.trouble = page.getByRole("region", { name: "Not refunded" });
    this.refundButton = page.getByRole("button", { name: /^Refund/ });
  }

  async open(orderId: string) {
    await this.page.goto(`/shop/merch/orders/${orderId}`);
  }

  status(word: string): Locator {
    return this.page.getByRole("main").getByText(word, { exact: true });
  }

  async refund(amount: string, reason = "") {
    await this.page.locator("form[aria-busy] button[type=submit]:enabled").waitFor();
    await this.amount.fill(amount);
    await this.reason.fill(reason);
    await this.refundButton.click();
  }
}
