import { expect, test } from "./kit/test.ts";
import { RoomPage } from "./pages/room-page.ts";

test("the room is live within a moment and shows what the process does", async ({ page, request }) => {
  const room = new RoomPage(page);
  await room.open("table");
  await expect(room.connection).toHaveText("Live");
  await expect(room.now("Memory")).toHaveText(/\d+ MB/);
  // It counts the last ten seconds, in which a page that is slow may have shown nothing.
  const requestsAfterOneMore = async () => {
    await request.get("/health");
    return room.now("Requests").textContent();
  };
  await expect.poll(requestsAfterOneMore).toMatch(/^(?!0\.0)\d/);
});

test("a paused room keeps what it showed, and catches up when it is resumed", async ({ page, request }) => {
  const room = new RoomPage(page);
  const storedRows = async () =>
    (await (await request.get("/api/process-health")).json()).entries.telemetry.warehouseRows;
  await room.open("table");
  await expect(room.connection).toHaveText("Live");
  await expect(room.now("Warehouse")).toHaveText(/[1-9]/);
  await page.locator("body").press("Space");
  await expect(room.connection).toHaveText("Paused");
  const shown = String(await room.now("Warehouse").textContent());
  const before = await storedRows();
  for (let count = 0; count < 60; count += 1) await request.get("/api/products");
  // Enough to show even where the number is written as thousands.
  await expect.poll(storedRows, { timeout: 60_000 }).toBeGreaterThan(before + 200);
  await expect(room.now("Warehouse")).toHaveText(shown);
  await room.resumeButton.click();
  await expect(room.now("Warehouse")).not.toHaveText(shown);
});

test("two browsers agree, and one that lost the server says so, finds it again and agrees again", async ({
  page,
  context,
  browser,
  server,
  complaints,
}) => {
  complaints.allow(/ERR_INTERNET_DISCONNECTED/);
  const apart = await browser.newContext({ baseURL: server.url });
  const room = new RoomPage(page);
  const other = new RoomPage(await apart.newPage());
  for (const each of [room, other]) {
    await each.open("table");
    await expect(each.connection).toHaveText("Live");
  }
  await expectSameReadings(room, other);

  await context.setOffline(true);
  await expect(room.connection).toHaveText("Offline");
  await expect(other.connection).toHaveText("Live");
  await context.setOffline(false);
  await expect(room.connection).toHaveText("Live", { timeout: 60_000 });
  await expectSameReadings(room, other);
  await apart.close();
});

/** Three times in a row both show the same new numbers: once could be by chance. */
async function expectSameReadings(room: RoomPage, other: RoomPage) {
  await room.note();
  await other.note();
  await expect(async () => {
    const [shown, elsewhere] = await Promise.all([room.noted(), other.noted()]);
    const last = elsewhere.slice(-3);
    expect(last).toHaveLength(3);
    for (const readings of last)
      expect(readings.split("|").filter((reading) => /\d/.test(reading)).length).toBeGreaterThan(5);
    const from = shown.indexOf(last[0] ?? "");
    expect(shown.slice(from, from + 3)).toEqual(last);
  }).toPass({ timeout: 60_000, intervals: [200] });
}

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

test("looking at the room asks for nothing ahead: that would be telemetry of its own", async ({ page }) => {
  const ahead: string[] = [];
  page.on("request", (request) => {
    if (request.headers().rsc !== undefined) ahead.push(request.url());
  });
  const room = new RoomPage(page);
  await room.open();
  await expect(room.connection).toHaveText("Live");
  await expect(room.chart("Memory")).toBeVisible();
  await page.getByRole("navigation", { name: "Control room" }).getByRole("link", { name: "Logs" }).hover();
  await page.waitForLoadState("networkidle");
  expect(ahead).toEqual([]);
});

test("the room says which cart clicks fail; that can be ended, and begun anew with another number", async ({
  page,
  request,
}) => {
  const room = new RoomPage(page);
  await request.delete("/api/faults");
  const data = { kind: "cart-click", target: "cart", durationSeconds: 600 };
  expect((await request.post("/api/faults", { data })).status()).toBe(201);
  await room.open();
  const armed = "Every 3rd add-to-cart click of a visitor fails";
  await page.getByRole("button", { name: `End it now: ${armed}` }).click();
  await expect(page.getByText("Nothing is broken on purpose right now.")).toBeVisible();
  await page.getByRole("button", { name: "Fail cart clicks" }).click();
  await page.getByLabel("Every so many clicks").fill("5");
  await page.getByRole("button", { name: "Arm it" }).click();
  await expect(
    page.getByRole("button", { name: "End it now: Every 5th add-to-cart click of a visitor fails" }),
  ).toBeVisible();
  const { faults } = await (await request.get("/api/faults")).json();
  expect(faults[0]).toMatchObject({ kind: "cart-click", parameters: { every: 5 }, state: "armed" });
  await request.delete("/api/faults");
});
