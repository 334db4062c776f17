import type { Page } from "@playwright/test";

/** Two keys that belong together. None waits for the other to be worked off: a slow page would take them for two of their own. */
export async function pressInOneGo(page: Page, first: string, second: string) {
  await Promise.all([page.keyboard.press(first), page.keyboard.press(second)]);
}
