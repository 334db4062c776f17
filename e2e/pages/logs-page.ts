import { expect, type Locator, type Page } from "@playwright/test";

/** `/room/logs`: new lines as they come, and those before them. */
export class LogsPage {
  readonly page: Page;
  readonly filter: Locator;
  readonly lines: Locator;
  readonly opened: Locator;
  readonly status: Locator;

  constructor(page: Page) {
    this.page = page;
    this.filter = page.getByRole("combobox", { name: "Filter" });
    this.lines = page.getByRole("list", { name: /^Log lines/ }).locator("> li");
    this.opened = page.getByRole("region", { name: "The opened line" });
    this.status = page.getByRole("status").filter({ hasText: /^(Live|Paused|Connecting|Reconnecting|Not )/ });
  }

  async open(asked: Record<string, string> = {}) {
    const query = new URLSearchParams(asked).toString();
    await this.page.goto(query === "" ? "/room/logs" : `/room/logs?${query}`);
  }

  /** From here on whatever happens is heard. */
  async isLive() {
    await expect(this.status).toHaveText("Live");
  }

  line(text: string): Locator {
    return this.lines.getByRole("button").filter({ hasText: text });
  }

  async ask(text: string) {
    await this.filter.fill(text);
    await this.filter.press("Enter");
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name });
  }
}
