import { startSale } from "./kit/shopping.ts";
import { expect, test } from "./kit/test.ts";
import { FlashPage } from "./pages/flash-page.ts";

/** A crowd takes its time on a busy machine. */
const patient = { timeout: 60_000 };

test("the last unit is bought, and who watches sees it go without a reload", async ({
  page,
  request,
  browser,
  server,
}) => {
  const { id } = await startSale(request, { units: 1 });
  const other = new FlashPage(await (await browser.newContext({ baseURL: server.url })).newPage());
  await other.open(id);
  await expect(other.left(1)).toBeVisible();
  await expect(other.clock).toHaveText(/^\d+:\d\d$/);

  const flash = new FlashPage(page);
  await flash.open(id);
  await flash.form.pay();
  await expect(page).toHaveURL(/\/shop\/merch\/orders\/ord_[0-9a-f]{20}$/, patient);
  await expect(page.getByRole("region", { name: "Receipt" })).toContainText("€4.90");
  await expect(other.left(0)).toBeVisible(patient);
  await expect(other.page.getByRole("button", { name: "Sold out" })).toHaveAttribute("aria-disabled", "true");
  await other.page.context().close();
});

test("whose browser forgot who it is gets a unit all the same: the same attempt is sent again, once", async ({
  page,
  context,
  request,
  complaints,
}) => {
  complaints.expect(/status of 409/);
  const { id } = await startSale(request, { units: 2 });
  const flash = new FlashPage(page);
  await flash.open(id);
  await flash.form.isAlive();
  const keys: (string | undefined)[] = [];
  page.on("request", (sent) => {
    if (sent.method() === "POST" && sent.url().includes(id)) keys.push(sent.headers()["idempotency-key"]);
  });
  await context.clearCookies();
  await flash.form.pay();
  await expect(page).toHaveURL(/\/shop\/merch\/orders\/ord_[0-9a-f]{20}$/, patient);
  await expect(page.getByRole("region", { name: "Receipt" })).toContainText("€4.90");
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
});

test("a crowd buys what there is and not one more", async ({ page, request }) => {
  const { id } = await startSale(request, { units: 20 });
  const flash = new FlashPage(page);
  await flash.open(id);
  await expect(flash.send).toBeEnabled();
  await flash.buyers.fill("120");
  await flash.send.click();
  await expect(flash.figure("Bought")).toHaveText("20", { timeout: 150_000 });
  await expect(flash.figure("Came too late")).toHaveText("100");
  await expect(flash.figure("Left")).toHaveText("0");
  await expect(flash.left(0)).toBeVisible(patient);
});

test("a declined card takes no unit", async ({ page, request, complaints }) => {
  complaints.expect(/status of 402/);
  const { id } = await startSale(request, { units: 3 });
  const flash = new FlashPage(page);
  await flash.open(id);
  await flash.form.pay("is declined");
  await expect(flash.form.notice).toContainText("The card was declined", patient);
  await expect(flash.left(3)).toBeVisible();
});

test("it opens by itself when its time has come, and by the server's clock only", async ({
  page,
  request,
  complaints,
}) => {
  complaints.expect(/status of 409/);
  const hourMs = 3_600_000;
  const { id } = await startSale(request, { startsAt: new Date(Date.now() + hourMs).toISOString() });
  const flash = new FlashPage(page);
  await page.clock.install();
  await flash.open(id);
  await expect(page.getByRole("button", { name: "Opens soon" })).toHaveAttribute("aria-disabled", "true");
  await page.clock.fastForward(hourMs);
  await expect(flash.form.payButton).toBeVisible(patient);
  await flash.form.pay();
  await expect(flash.form.notice).toContainText("Nothing was taken", patient);
});

test("anybody starts a sale from the list, and what is wrong is said at the field", async ({
  page,
  complaints,
}) => {
  complaints.expect(/status of 422/);
  await page.goto("/shop/merch/flash");
  const start = page.getByRole("button", { name: "Start the sale" });
  await expect(start).toBeEnabled();
  await page.getByRole("combobox", { name: "Product" }).selectOption({ label: "Leaky Bucket" });
  const units = page.getByRole("textbox", { name: "Units" });
  await units.fill("0");
  await start.click();
  await expect(units).toHaveAccessibleDescription("A whole number, 1 or more.");
  await units.fill("7");
  await start.click();
  await expect(page).toHaveURL(/\/shop\/merch\/flash\/sale_[0-9a-f]{12}$/, patient);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Leaky Bucket");
  await expect(new FlashPage(page).left(7)).toBeVisible();
  await page.goto("/shop/merch/flash");
  await expect(page.getByRole("article").filter({ hasText: "Leaky Bucket" }).first()).toContainText("7 left");
});
