import type { Locator, Page } from "@playwright/test";

/** `/room/traces/{traceId}`: the spans of one request, and what was logged meanwhile. */
export class TracePage {
  readonly page: Page;
  /** Spans, and between them the log lines at their moment. */
  readonly rows: Locator;
  readonly spans: Locator;
  readonly lines: Locator;
  /** What was opened. */
  readonly panel: Locator;
  /** The row that keys act on. */
  readonly current: Locator;
  readonly search: Locator;

  constructor(page: Page) {
    this.page = page;
    this.rows = page.getByRole("list", { name: /^Spans/ }).locator("> li");
    this.spans = page.getByRole("list", { name: /^Spans/ }).locator("> li[data-kind=span]");
    this.lines = page.getByRole("list", { name: /^Spans/ }).locator("> li[data-kind=line]");
    this.panel = page.getByRole("region", { name: /^(Span|Log line)$/ });
    this.current = page.locator("li[data-current]");
    this.search = page.getByRole("textbox", { name: "Find spans" });
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

  /** A name or a value of what was opened; its links repeat both for whoever cannot see the row. */
  said(text: string): Locator {
    return this.panel.getByText(text, { exact: true });
  }

  toggle(name: "Critical path" | "Log lines" | "Errors only"): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  /** An edge of the part of time that is shown. */
  edge(name: "from" | "until"): Locator {
    return this.page.getByRole("slider", { name: `Show the time ${name}` });
  }
}
