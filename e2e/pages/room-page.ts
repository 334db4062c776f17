import type { Locator, Page } from "@playwright/test";

/** `/room`: the process as charts or as a table, live or paused. */
export class RoomPage {
  readonly page: Page;
  readonly connection: Locator;
  readonly pauseButton: Locator;
  readonly resumeButton: Locator;

  constructor(page: Page) {
    this.page = page;
    this.connection = page.getByRole("status").first();
    this.pauseButton = page.getByRole("button", { name: "Pause" });
    this.resumeButton = page.getByRole("button", { name: "Resume" });
  }

  async open(view: "charts" | "table" = "charts") {
    await this.page.goto(view === "table" ? "/room?view=table" : "/room");
  }

  row(label: string): Locator {
    return this.page.getByRole("row", { name: label });
  }

  /** The number in the column "Now". */
  now(label: string): Locator {
    return this.row(label).getByRole("cell").first();
  }

  /** Every number of the column "Now", from top to bottom. */
  readings(): Promise<string[]> {
    return this.page.locator("tbody tr:has(> td) > td:nth-of-type(1)").allTextContents();
  }

  chart(label: string): Locator {
    return this.page.getByRole("img", { name: new RegExp(`^${label}\\b`) });
  }
}
