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
    this.pauseButton = page.getByRole("button", { name: "Pause", exact: true });
    this.resumeButton = page.getByRole("button", { name: "Resume" });
  }

  async open(view: "charts" | "table" = "charts") {
    await this.page.goto(view === "table" ? "/room?view=table" : "/room");
  }

  /** What is true of the process rather than drawn over time. */
  fact(name: string): Locator {
    const term = this.page.getByRole("term").filter({ hasText: new RegExp(`^${name}$`) });
    return this.page.locator("dl > div").filter({ has: term }).getByRole("definition");
  }

  row(label: string): Locator {
    return this.page.getByRole("row", { name: label });
  }

  /** The number in the column "Now". */
  now(label: string): Locator {
    return this.row(label).getByRole("cell").first();
  }

  /** From now on, notes every column "Now" that the table shows, one after the other. */
  async note() {
    await this.page.evaluate((cells) => {
      const shown: string[] = [];
      Object.assign(window, { shown });
      const look = () => {
        const now = [...document.querySelectorAll(cells)].map((cell) => cell.textContent).join(" | ");
        if (now !== shown.at(-1)) shown.push(now);
      };
      new MutationObserver(look).observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    }, "tbody tr:has(> td) > td:nth-of-type(1)");
  }

  noted(): Promise<string[]> {
    return this.page.evaluate(() => ("shown" in window ? (window.shown as string[]) : []));
  }

  chart(label: string): Locator {
    return this.page.getByRole("img", { name: new RegExp(`^${label}\\b`) });
  }
}
