import type { Locator, Page } from "@playwright/test";

/** What is handed out when a click or a purchase fails. */
export class FailureReceipt {
  readonly page: Page;
  readonly panel: Locator;
  readonly title: Locator;
  readonly retry: Locator;
  readonly trace: Locator;

  constructor(page: Page) {
    this.page = page;
    this.panel = page.getByRole("complementary", { name: "Failure receipt" });
    this.title = this.panel.getByRole("heading", { level: 2 });
    this.retry = this.panel.getByRole("button", { name: "Try again" });
    this.trace = this.panel.getByRole("link", { name: /trace/i });
  }

  async requestId(): Promise<string> {
    return (await this.panel.locator("dd code").textContent()) ?? "";
  }

  async close() {
    await this.panel.getByRole("button", { name: "Close the receipt" }).click();
  }
}
