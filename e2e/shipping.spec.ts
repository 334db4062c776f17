import { startServer } from "#lib/runtime/testing/start-server.ts";
import { startLogReceiver } from "#lib/shipping/testing/log-receiver.ts";
import { expectAccessible, expectLegible } from "./kit/expect-accessible.ts";
import { expect, test } from "./kit/test.ts";
import { chooseTheme } from "./kit/theme.ts";
import { RoomPage } from "./pages/room-page.ts";

test("the room shows what waits for ProdSentinel, why, and that it went", async ({ page }) => {
  const receiver = await startLogReceiver();
  await receiver.down();
  const address = receiver.url.replace("//", "//user:secret@");
  const server = await startServer({ env: { PRODSENTINEL_URL: address, SIMULATION_SPEED: "3" } });
  try {
    const room = new RoomPage(page);
    await page.goto(`${server.url}/room`);
    await expect(room.connection).toHaveText("Live");
    await expect(room.fact("Waiting")).toHaveText(/[1-9]/);
    await expect(room.fact("Oldest of them")).toHaveText(/\d+ (s|min)/);
    await expect(room.fact("Receiver")).toHaveText(/Takes nothing.*\/ingest\/logs.*ECONNREFUSED/);
    await expect(page.locator("body")).not.toContainText("secret");
    await expectAccessible(page);
    for (const theme of ["light", "dark"] as const) {
      await chooseTheme(page, theme);
      await expectLegible(page);
    }
    await page.setViewportSize({ width: 360, height: 800 });
    const isTooWide = () => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(await isTooWide()).toBe(false);

    await receiver.up();
    await expect(room.fact("Sent")).toHaveText(/[1-9]/, { timeout: 60_000 });
    await expect(room.fact("Receiver")).toHaveText(/Takes events/);
    await expect(room.fact("Dropped")).toHaveText("Nothing");
  } finally {
    await page.close();
    await server.stop();
    await receiver.down();
  }
});

test("a room without log shipping says nothing of it", async ({ page }) => {
  const room = new RoomPage(page);
  await room.open();
  await expect(room.connection).toHaveText("Live");
  await expect(page.getByRole("heading", { name: "This process" })).toBeVisible();
  await expect(page.getByText("Log shipping")).toHaveCount(0);
});
