import { expectAccessible } from "./kit/expect-accessible.ts";
import { pressInOneGo } from "./kit/keys.ts";
import { expect, test } from "./kit/test.ts";
import { chooseTheme } from "./kit/theme.ts";
import { VendorsPage } from "./pages/vendors-page.ts";

test.use({ serverEnv: { SIMULATED_VENDORS: "60" } });
// One server is enough for them.
test.describe.configure({ mode: "default" });

test("vendors are searched, filtered and put in order by the address, with keys, and opened", async ({
  page,
}) => {
  const vendors = new VendorsPage(page);
  const all = await vendors.known();
  const [first] = all;
  await page.goto("/room");
  await pressInOneGo(page, "g", "d");
  await expect(vendors.found).toHaveText(`${all.length} vendors`);
  // Only those in sight are rows.
  await expect(page.getByRole("table", { name: /^Vendors/ })).toHaveAttribute(
    "aria-rowcount",
    String(all.length + 1),
  );

  await page.keyboard.press("/");
  await expect(vendors.search).toBeFocused();
  await page.keyboard.type(first.code.toLowerCase());
  await expect(vendors.found).toContainText("1 of ");
  await expect(page).toHaveURL(new RegExp(`q=${first.code}`, "i"));
  await page.getByRole("combobox", { name: "Order" }).selectOption("name");
  await page.reload();
  await expect(vendors.rows).toHaveCount(1);
  await expect(page.getByRole("combobox", { name: "Order" })).toHaveValue("name");
  await expect(page.getByRole("columnheader", { name: "Vendor", exact: true })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );

  await vendors.search.fill("no vendor has this name");
  await expect(page.getByRole("heading", { name: "No match" })).toBeVisible();
  await page.getByRole("link", { name: "Show all vendors" }).click();
  await expect(vendors.found).toHaveText(`${all.length} vendors`);
  await page.keyboard.press("j");
  await expect(vendors.rows.first().getByRole("link")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/room\/vendors\/V\d+$/);
  await expect(page.getByRole("heading", { name: "Changes of severity" })).toBeVisible();
});

test("a vendor broken on purpose is violet where it was armed, and offline once the source is asked again", async ({
  page,
  faults,
}) => {
  const vendors = new VendorsPage(page);
  const [, vendor] = await vendors.known();
  if (!vendor) throw new Error("there is only one vendor");
  await page.goto(`/room/vendors/${vendor.code}`);
  await page.getByRole("button", { name: "Break this…" }).click();
  const dialog = page.getByRole("dialog", { name: `Break vendor ${vendor.code}` });
  await expect(dialog.getByLabel("What breaks")).toHaveValue("vendor-offline");
  await dialog.getByLabel("Offline already, min").fill("200");
  await dialog.getByRole("button", { name: "Arm it" }).click();
  await expect(page.getByRole("button", { name: /^End it now: Vendor offline/ })).toBeVisible();

  await vendors.open();
  const row = vendors.row(vendor.code);
  // A run that is under way already may have asked before the vendor went offline.
  await expect(async () => {
    await vendors.job("Vendor status").getByRole("button", { name: "Run now: Vendor status" }).click();
    await expect(row).toContainText("Offline for 3 h", { timeout: 20_000 });
  }).toPass({ timeout: 120_000 });
  await expect(row).toContainText("Broken on purpose");
  await vendors.open({ status: "offline", q: vendor.code });
  await expect(vendors.found).toContainText("1 of ");

  const armed = await (await page.request.get("/api/faults")).json();
  const mine = armed.faults.find(({ target }: { target: string }) => target === `vendor:${vendor.code}`);
  await faults.remove(mine);
});

test("other limits show whom they touch before they are kept, and can be taken back", async ({ page }) => {
  const vendors = new VendorsPage(page);
  await vendors.known();
  await page.request.delete("/api/vendor-thresholds/vendor-product-status");
  const before = await vendors.thresholds("vendor-product-status");
  await page.goto("/room/vendors/thresholds?question=vendor-product-status");
  const limit = (word: string) =>
    page.getByLabel(`Limit of ${word}, %`, { exact: true }).filter({ visible: true });
  const save = page.getByRole("button", { name: "Save", exact: true });

  await limit("Good").fill("12");
  await expect(page.getByText("Must be above that of Normal (green)", { exact: true })).toBeVisible();
  await limit("Good").fill("97");
  await limit("Normal").fill("96");
  await limit("Warning").fill("95.5");
  const foreseen = page.getByRole("status").filter({ hasText: "judged differently at once" });
  await expect(foreseen).toBeVisible();
  await page.getByLabel("Note").filter({ visible: true }).fill("Everything counts");
  await save.click();
  await expect(
    page.getByRole("listitem").filter({ hasText: `Version ${before.version + 1} holds now` }),
  ).toContainText("Everything counts");

  await page.getByRole("button", { name: "Reset to default" }).click();
  await save.click();
  await expect(
    page.getByRole("listitem").filter({ hasText: `Version ${before.version + 2} holds now` }),
  ).toContainText("Back to the default");
  await expect(page.getByRole("button", { name: `Restore version ${before.version + 1}` })).toBeVisible();
});

test("when two change the same limits, nothing that either typed is lost", async ({ page, complaints }) => {
  complaints.expect(/409/);
  const vendors = new VendorsPage(page);
  await vendors.known();
  await page.goto("/room/vendors/thresholds?question=vendor-status");
  const warning = page.getByLabel("Limit of Warning, min", { exact: true }).filter({ visible: true });
  await warning.fill("13");
  const { limits, margin, version } = await vendors.thresholds("vendor-status");
  const theirs = { limits: { ...limits, green: 6 }, margin, version, note: "A quiet night" };
  await page.request.post("/api/vendor-thresholds/vendor-status", { data: theirs });

  await page.getByRole("button", { name: "Save", exact: true }).click();
  const conflict = page.getByRole("alert").filter({ hasText: "changed meanwhile" });
  await expect(conflict).toContainText("They noted: A quiet night");
  await expect(warning).toHaveValue("13");
  await expect(page.getByText("Theirs: 6")).toBeVisible();
  await conflict.getByRole("button", { name: "Save mine over it" }).click();
  await expect(conflict).toBeHidden();
  await expect
    .poll(() => vendors.thresholds("vendor-status"))
    .toMatchObject({ version: version + 2, limits: { ...limits, yellow: 13 } });
});

test("the pages with vendors on them can be read by everybody, on a phone and without a script", async ({
  page,
  browser,
  baseURL,
}) => {
  const [vendor] = await new VendorsPage(page).known();
  const addresses = [
    "/room/vendors",
    `/room/vendors/${vendor.code}?question=vendor-status`,
    "/room/vendors/thresholds",
  ];
  for (const address of addresses) {
    await page.goto(address);
    await chooseTheme(page, "dark");
    await expectAccessible(page);
    await chooseTheme(page, "light");
    await page.setViewportSize({ width: 360, height: 740 });
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.setViewportSize({ width: 1440, height: 900 });
  }
  const plain = await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}) });
  const reader = new VendorsPage(await plain.newPage());
  await reader.open({ q: vendor.code });
  await expect(reader.row(vendor.code)).toContainText(vendor.name);
  await reader.row(vendor.code).getByRole("link").click();
  await expect(reader.page.getByRole("heading", { level: 1 })).toHaveText(vendor.name);
  await reader.page.getByText("View as table").click();
  await expect(reader.page.getByRole("table", { name: /newest first/ })).toBeVisible();
  await plain.close();
});
