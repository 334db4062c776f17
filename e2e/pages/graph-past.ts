import type { Locator, Page } from "@playwright/test";

/** What `/room/graph` has of the past: the bar over it, and the ways into it. */
export class GraphPast {
  readonly page: Page;
  readonly bar: Locator;

  constructor(page: Page) {
    this.page = page;
    this.bar = page.getByRole("region", { name: "A moment of the past" });
  }

  /** The end of the minute that is shown. */
  async at(): Promise<number> {
    return Date.parse((await this.bar.locator("time").first().getAttribute("datetime")) ?? "");
  }

  step(name: "A minute earlier" | "A minute later"): Locator {
    return this.bar.getByRole("link", { name });
  }
}
