import { expect, type Locator, type Page } from "@playwright/test";

/** `/room/traces`: the list of traces, how long they took over time, and what narrows both. */
export class TracesPage {
  readonly page: Page;
  /** The links of the rows. */
  readonly rows: Locator;
  readonly filter: Locator;
  readonly picture: Locator;
  readonly summary: Locator;
  readonly newTraces: Locator;

  constructor(page: Page) {
    this.page = page;
    this.rows = page
      .getByRole("region", { name: /^Traces, the/ })
      .getByRole("rowheader")
      .getByRole("link");
    this.filter = page.getByRole("searchbox", { name: "Filter" });
    this.picture = page.getByRole("button", { name: "Choose a part of the picture" });
    this.summary = page.locator("[data-durations-summary]");
    this.newTraces = page.getByRole("button", { name: /new traces?$/ });
  }

  async open(query = "") {
    await this.page.goto(`/room/traces${query}`);
    await expect(this.page.getByRole("heading", { level: 1, name: "Traces" })).toBeVisible();
  }

  /** By its name in the address: a label that holds a select is as long as its choices. */
  field(name: "service" | "operation" | "status" | "tenant" | "minDurationMs" | "maxDurationMs"): Locator {
    return this.page.getByRole("search").locator(`[name=${name}]`);
  }

  row(traceId: string): Locator {
    return this.page.getByRole("row").filter({ has: this.page.locator(`a[href="/room/traces/${traceId}"]`) });
  }

  async apply() {
    await this.page.getByRole("button", { name: "Apply" }).click();
  }

  async ids(): Promise<string[]> {
    return this.rows.evaluateAll((links) =>
      links.map((link) => link.getAttribute("href")?.split("/").at(-1) ?? ""),
    );
  }
}
