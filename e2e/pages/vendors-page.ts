import { expect, type Locator, type Page } from "@playwright/test";
import type { Thresholds } from "#lib/contract/thresholds.ts";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";

type Vendor = { code: string; name: string; city: string; discount: unknown };

/** `/room/vendors` and what lies below it. */
export class VendorsPage {
  readonly page: Page;
  readonly rows: Locator;
  readonly search: Locator;
  readonly found: Locator;

  constructor(page: Page) {
    this.page = page;
    this.rows = page.getByRole("table", { name: /^Vendors/ }).locator("tbody tr[aria-rowindex]");
    this.search = page.getByRole("searchbox", { name: "Search" });
    this.found = page.getByRole("status").filter({ hasText: /vendors/ });
  }

  async open(asked: Record<string, string> = {}) {
    await this.page.goto(`/room/vendors?${new URLSearchParams(asked)}`);
  }

  row(name: string): Locator {
    return this.rows.filter({ hasText: name });
  }

  job(title: string): Locator {
    return this.page.getByRole("region", { name: `Job ${title}` });
  }

  /** All three questions have been answered once: then every vendor is known as it will be. */
  async known(): Promise<[Vendor, ...Vendor[]]> {
    await expect
      .poll(async () => {
        const { jobs } = await this.ask("/api/jobs");
        return jobs.map(({ lastRun }: { lastRun: { outcome: string } | null }) => lastRun?.outcome);
      })
      .toEqual(["succeeded", "succeeded", "succeeded"]);
    return (await this.ask("/api/vendors")).vendors;
  }

  /** As they hold now. */
  async thresholds(question: VendorQuestion): Promise<Thresholds> {
    return (await this.ask(`/api/vendor-thresholds/${question}`)).versions[0];
  }

  private async ask(path: string) {
    return (await this.page.request.get(path)).json();
  }
}
