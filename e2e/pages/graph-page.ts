import { expect, type Locator, type Page } from "@playwright/test";

/** `/room/graph`: services and their calls as a graph or as tables, with a panel, a menu and a form to break things. */
export class GraphPage {
  readonly page: Page;
  readonly search: Locator;
  readonly menu: Locator;
  readonly dialog: Locator;
  readonly haltButton: Locator;

  constructor(page: Page) {
    this.page = page;
    this.search = page.getByRole("searchbox", { name: "Search services" });
    this.menu = page.getByRole("menu");
    this.dialog = page.getByRole("dialog");
    this.haltButton = page.getByRole("button", { name: "Halt all faults" });
  }

  async open(query = "") {
    await this.page.goto(`/room/graph${query}`);
    await expect(this.page.getByRole("status").first()).toHaveText("Live");
  }

  /** A service or an edge (`caller → callee`) of the graph. */
  place(id: string): Locator {
    return this.page.locator(`[data-place-id="${id}"]`);
  }

  panel(title: string): Locator {
    return this.page.getByRole("complementary", { name: `About ${title}` });
  }

  row(id: string): Locator {
    return this.page.getByRole("row").filter({ has: this.page.getByText(id, { exact: true }) });
  }

  async choose(list: "View" | "Number on nodes and edges", name: string) {
    await this.page.getByRole("group", { name: list }).getByText(name, { exact: true }).click();
  }

  /** What lies outside of the canvas is scrolled back by it at once, under the mouse that wants to press it. */
  async bringIntoSight(id: string) {
    await this.page.getByRole("button", { name: "Show everything" }).click();
    await this.page.getByRole("region", { name: "Dependency graph" }).scrollIntoViewIfNeeded();
    await expect(this.place(id)).toBeInViewport({ ratio: 0.9 });
  }

  /** From the menu of a node: breaks it for so long. Resolves with the server's answer. */
  async breakFor(id: string, seconds: number) {
    await this.bringIntoSight(id);
    await this.place(id).click({ button: "right" });
    await this.menu.getByRole("menuitem", { name: "Break this…" }).click();
    await this.dialog.getByLabel("Ends after, seconds").fill(String(seconds));
    const answered = this.page.waitForResponse(
      (response) => response.url().endsWith("/api/faults") && response.request().method() === "POST",
    );
    await this.dialog.getByRole("button", { name: "Arm it" }).click();
    return answered;
  }

  /** From now on notes when this service is first shown as failed, to the millisecond. */
  async noteWhenFailed(id: string) {
    await this.page.evaluate((place) => {
      const noted: { failedMs?: number } = {};
      Object.assign(window, { noted });
      const look = () => {
        if (document.querySelector(place)?.textContent?.includes("Failed")) noted.failedMs ??= Date.now();
      };
      new MutationObserver(look).observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    }, `[data-place-id="${id}"]`);
  }

  whenFailed(): Promise<number> {
    return this.page.evaluate(() => (window as unknown as { noted: { failedMs: number } }).noted.failedMs);
  }

  /** From now on asks the server for nothing in particular at each click, to know how late this machine is. */
  async noteClicks() {
    await this.page.evaluate(() => {
      const onClick = () => {
        const answered = fetch("/health").then(() => Date.now());
        Object.assign(window, { answered });
      };
      document.addEventListener("click", onClick, { capture: true });
    });
  }

  whenClickAnswered(): Promise<number> {
    return this.page.evaluate(() => (window as unknown as { answered: Promise<number> }).answered);
  }

  /** Pan and zoom, as the canvas has them. */
  viewport(): Promise<string> {
    return this.page
      .locator(".react-flow__viewport")
      .evaluate((element) => getComputedStyle(element).transform);
  }

  /** Where it came to rest, once that is another place: what is drawn is also what a reload would bring back. */
  async restingViewport(before?: string): Promise<string> {
    const moved = async () => (await this.viewport()) !== before;
    await expect.poll(async () => (await moved()) && (await this.isViewportKept())).toBe(true);
    return this.viewport();
  }

  private isViewportKept(): Promise<boolean> {
    return this.page.evaluate((pane) => {
      const element = document.querySelector(pane);
      const { viewport } = JSON.parse(sessionStorage.getItem("faultmart.graph.viewport") ?? "{}");
      if (!element || !viewport) return false;
      const drawn = new DOMMatrix(getComputedStyle(element).transform);
      const apart = [drawn.e - viewport.x, drawn.f - viewport.y, drawn.a - viewport.zoom];
      return apart.every((distance) => Math.abs(distance) < 0.01);
    }, ".react-flow__viewport");
  }

  /** Ids of the services that are drawn, in alphabetical order. */
  async drawn(): Promise<string[]> {
    const ids = await this.page
      .locator(".react-flow__node [data-place-id]")
      .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("data-place-id") ?? ""));
    return ids.sort();
  }
}
