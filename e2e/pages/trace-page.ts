import type { Locator, Page } from "@playwright/test";

/** `/room/traces/{traceId}`: the spans of one request, and what was logged meanwhile. */
export class TracePage {
  readonly page: Page;
  readonly spans: Locator;
  readonly lines: Locator;

  constructor(page: Page) {
    this.page = page;
    this.spans = page.getByRole("list", { name: /^Spans/ }).locator("> li");
    this.lines = page.getByRole("list", { name: /^Log lines/ }).locator("> li");
  }

  async open(traceId: string) {
    await this.page.goto(`/room/traces/${traceId}`);
  }

  /** One value of the facts at the top. */
  fact(name: string | RegExp): Locator {
    return this.page
      .locator("dl > div")
      .filter({ has: this.page.getByText(name, { exact: true }) })
      .locator("dd");
  }
}
