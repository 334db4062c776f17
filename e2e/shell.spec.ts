import { pressInOneGo } from "./kit/keys.ts";
import { expect, test } from "./kit/test.ts";
import { chooseTheme } from "./kit/theme.ts";

test("the two doors lead into the shop and into the control room", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Enter the shop" }).click();
  await expect(page).toHaveURL(/\/shop\/merch$/);
  await page.goBack();
  await page.getByRole("link", { name: "Open the control room" }).click();
  await expect(page).toHaveURL(/\/room$/);
});

test("the palette opens by key, finds a page by a word, and goes there", async ({ page }) => {
  await page.goto("/room");
  await page.keyboard.press("Control+k");
  const field = page.getByPlaceholder("Where to, or what to do");
  await expect(field).toBeFocused();
  await field.fill("colours");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/docs\/severities$/);
});

test("single keys go to pages, are off while typing, and can be turned off for good", async ({ page }) => {
  await page.goto("/shop/merch");
  await page.getByRole("searchbox", { name: "Search this shop" }).fill("g");
  await page.keyboard.type("gr?");
  await expect(page).toHaveURL(/\/shop\/merch$/);
  await page.getByRole("heading", { level: 1 }).click();
  await pressInOneGo(page, "g", "k");
  await expect(page).toHaveURL(/\/docs\/keyboard$/);
  await page
    .getByRole("switch", { name: /single keys/i })
    .first()
    .click();
  await page.reload();
  await pressInOneGo(page, "g", "r");
  await page.keyboard.press("Control+k");
  await expect(page.getByPlaceholder("Where to, or what to do")).toBeVisible();
  await expect(page).toHaveURL(/\/docs\/keyboard$/);
});

test("a theme, once chosen, is there on the next visit without a flash of the other", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/room");
  await chooseTheme(page, "dark");
  await page.goto("/docs/severities", { waitUntil: "commit" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("the first key press leads to the content, past the bars", async ({ page }) => {
  await page.goto("/room");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#main$/);
});

test("a script injected into a page does not run, and is reported", async ({
  page,
  context,
  complaints,
  server,
}) => {
  // To Chromium a document that a test hands out is not from this machine, and its socket would be.
  await context.grantPermissions(["local-network-access"]);
  complaints.expect(/Content Security Policy|^policy:/i);
  // React notices that the page is not the one it rendered.
  complaints.expect(/React error #418/);
  await page.route("**/room", async (route) => {
    const response = await route.fetch();
    const injected =
      '<script>window.injected = true</script><img src="data:," onerror="window.injected = true">';
    await route.fulfill({ response, body: (await response.text()).replace("</main>", `${injected}</main>`) });
  });
  const reported = page.waitForRequest((request) => request.url().endsWith("/api/csp-reports"));
  await page.goto("/room");
  expect((await reported).postData()).toContain("script-src");
  expect(await page.evaluate(() => "injected" in window)).toBe(false);
  await expect
    .poll(() => server.running?.stdout() ?? "content security policy blocked")
    .toContain("content security policy blocked");
});

test("the API reference lists every endpoint and every kind of problem", async ({ page, request }) => {
  const { paths } = await (await request.get("/openapi.json")).json();
  await page.goto("/docs/api");
  for (const path of Object.keys(paths))
    await expect(page.getByText(path, { exact: true }).first()).toBeAttached();
  await page.goto("/docs/api#problem-not_found");
  await expect(page.locator("#problem-not_found")).toBeInViewport();
});

test("a browser that looks for the icon where icons always were finds it", async ({ request }) => {
  const icon = await request.get("/favicon.ico");
  expect(icon.status()).toBe(200);
  expect(icon.headers()["content-type"]).toBe("image/x-icon");
});
