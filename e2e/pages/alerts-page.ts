import { expect, type Locator, type Page } from "@playwright/test";
import type { Alert } from "#lib/contract/alert-answers.ts";

/** `/room/alerts`: what wants somebody, and what is done about it. */
export class AlertsPage {
  readonly page: Page;
  readonly connection: Locator;
  readonly rows: Locator;
  readonly filter: Locator;
  readonly silence: Locator;
  readonly sound: Locator;

  constructor(page: Page) {
    this.page = page;
    this.connection = page.getByRole("region", { name: "Connection" }).getByRole("status");
    this.rows = page.getByRole("list", { name: "Alerts" }).getByRole("listitem");
    this.filter = page.getByRole("combobox", { name: "Filter" });
    this.silence = page.getByRole("dialog", { name: "Silence" });
    this.sound = page.getByRole("switch", { name: "Sound" });
  }

  async open(asked: Record<string, string> = {}) {
    await this.page.goto(`/room/alerts?${new URLSearchParams(asked)}`);
    await this.isLive();
  }

  /** From here on whatever happens is heard. */
  async isLive() {
    await expect(this.connection).toHaveText("Live", { timeout: 60_000 });
  }

  row({ title }: Pick<Alert, "title">): Locator {
    return this.rows.filter({ has: this.page.getByRole("button", { name: title, exact: true }) });
  }

  async acknowledge(alert: Alert) {
    await this.row(alert).getByRole("button", { name: "Acknowledge" }).click();
  }

  /** As if another tab were looked at. */
  async hide() {
    await this.page.evaluate(() => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
      document.dispatchEvent(new Event("visibilitychange"));
    });
  }

  /** How many the tab says are firing: what stands in its title, and on its icon. */
  async signs(): Promise<[title: number, icon: number]> {
    const [, counted = "0"] = /^\((\d+)\) /.exec(await this.page.title()) ?? [];
    const icon = await this.page
      .locator("head link[data-firing]")
      .getAttribute("data-firing")
      .catch(() => "0");
    return [Number(counted), Number(icon)];
  }
}
