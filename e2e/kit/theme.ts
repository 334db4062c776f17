import { expect, type Page } from "@playwright/test";

export type Theme = "light" | "dark";

const labels: Record<Theme, string> = { light: "Light", dark: "Dark" };
const choice = (page: Page, theme: Theme) => page.getByRole("radio", { name: labels[theme] });

export async function chooseTheme(page: Page, theme: Theme) {
  const chosen = page.getByRole("group", { name: "Theme" }).getByRole("radio", { checked: true });
  // Until scripts run none is.
  await expect(chosen).toHaveCount(1);
  await choice(page, theme).check({ force: true });
  await expectTheme(page, theme);
}

/** It is on, and the switch says so: the page has come alive. */
export async function expectTheme(page: Page, theme: Theme) {
  await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
  await expect(choice(page, theme)).toBeChecked();
}
