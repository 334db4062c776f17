import { expect, test } from "./kit/test.ts";
import { RoomPage } from "./pages/room-page.ts";

test("the room is live within a moment and shows what the process does", async ({ page, request }) => {
  const room = new RoomPage(page);
  await room.open("table");
  await expect(room.connection).toHaveText("Live");
  await expect(room.now("Memory")).toHaveText(/\d+ MB/);
  for (let count = 0; count < 20; count += 1) await request.get("/health");
  await expect(room.now("Requests")).not.toHaveText(/^0\.0/);
});

test("a paused room keeps what it showed, and catches up when it is resumed", async ({ page, request }) => {
  const room = new RoomPage(page);
  await room.open("table");
  await expect(room.connection).toHaveText("Live");
  await expect(room.now("Metric series")).toHaveText(/\d/);
  await page.locator("body").press("Space");
  await expect(room.connection).toHaveText("Paused");
  const before = await room.now("Metric series").textContent();
  // A label set that was not there before: one more series for each status of this route.
  await request.get(`/api/products?tenant=nobody`);
  await request.get(`/api/no-such-endpoint`);
  await expect
    .poll(async () => (await (await request.get("/api/process-health")).json()).entries.telemetry.series)
    .not.toBe(Number(before));
  await expect(room.now("Metric series")).toHaveText(String(before));
  await room.resumeButton.click();
  await expect(room.now("Metric series")).not.toHaveText(String(before));
});

test("two browsers agree, and one that lost the server says so and finds it again", async ({
  page,
  context,
  complaints,
}) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED/);
  const other = new RoomPage(await context.newPage());
  const room = new RoomPage(page);
  await room.open();
  await other.open();
  await expect(room.connection).toHaveText("Live");
  await expect(other.connection).toHaveText("Live");
  await context.setOffline(true);
  await expect(room.connection).toHaveText("Offline");
  await context.setOffline(false);
  await expect(room.connection).toHaveText("Live", { timeout: 15_000 });
});

test("charts have a summary in words and a table twin that the address remembers", async ({ page }) => {
  const room = new RoomPage(page);
  await room.open();
  await expect(room.chart("Memory")).toBeVisible();
  await page.getByRole("navigation", { name: "View" }).getByRole("link", { name: "Table" }).click();
  await expect(page).toHaveURL(/view=table/);
  await expect(room.row("Memory")).toBeVisible();
  await page.reload();
  await expect(room.row("Memory")).toBeVisible();
  await page.goBack();
  await expect(room.chart("Memory")).toBeVisible();
});

test("without a script the room is still a snapshot one can read", async ({ browser, server }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: server.url });
  const room = new RoomPage(await context.newPage());
  await room.open("table");
  await expect(room.now("Memory")).toHaveText(/\d+ MB/);
  await context.close();
});
