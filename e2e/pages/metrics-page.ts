import { expect, type Locator, type Page } from "@playwright/test";

/** `/room/metrics`: a list of metrics and charts of some, with their numbers. */
export class MetricsPage {
  readonly page: Page;
  readonly search: Locator;
  readonly list: Locator;

  constructor(page: Page) {
    this.page = page;
    this.search = page.getByRole("searchbox", { name: "Search metrics" });
    this.list = page.getByRole("navigation", { name: "Metrics" });
  }

  async open(query = "") {
    await this.page.goto(`/room/metrics${query}`);
    await expect(this.page.getByRole("heading", { level: 1, name: "Metrics" })).toBeVisible();
  }

  /** A chart by its title: on the board its own, elsewhere the metric's name. */
  chart(title: string): Chart {
    return new Chart(this.page.getByRole("region", { name: title, exact: true }));
  }
}

export class Chart {
  readonly region: Locator;
  /** The canvas is here, and over it what the pointer touches. */
  readonly plot: Locator;
  readonly points: Locator;
  readonly series: Locator;

  constructor(region: Locator) {
    this.region = region;
    this.plot = region.locator(".u-over");
    this.points = region.getByRole("slider");
    this.series = region.getByRole("table", { name: /^Series of the chart/ }).getByRole("rowheader");
  }

  button(name: string | RegExp): Locator {
    return this.region.getByRole("button", { name });
  }

  async choose(what: string) {
    await this.region.getByRole("group", { name: "What to show" }).getByText(what, { exact: true }).click();
  }

  async where(text: string) {
    const field = this.region.getByRole("textbox", { name: "where" });
    await field.fill(text);
    await field.press("Enter");
  }

  /** Drags over a part of the chart, from left to right, both from 0 to 1. */
  async drag(from: number, to: number) {
    const box = await this.plot.boundingBox();
    if (!box) throw new Error("The chart is not drawn");
    const at = (share: number) => ({ position: { x: box.width * share, y: box.height / 2 } });
    const { mouse } = this.plot.page();
    // Wherever the chart is by now: what stands above it may have come meanwhile.
    await this.plot.hover(at(from));
    await mouse.down();
    await this.plot.hover(at((from + to) / 2));
    await this.plot.hover(at(to));
    await mouse.up();
  }
}
