import { startSale } from "../kit/shopping.ts";
import { expect, test } from "../kit/test.ts";
import { FlashPage } from "../pages/flash-page.ts";

test("three hundred buyers want twenty units: twenty get one, and the shop says so live", async ({
  page,
  request,
}) => {
  const { id } = await startSale(request, { units: 20 });
  const flash = new FlashPage(page);
  await flash.open(id);
  await expect(flash.left(20)).toBeVisible();
  await expect(flash.send).toBeEnabled();
  await flash.buyers.fill("300");
  await flash.send.click();
  await expect(flash.figure("Bought")).toHaveText("20", { timeout: 120_000 });
  await expect(flash.figure("Came too late")).toHaveText("280");
  await expect(flash.left(0)).toBeVisible({ timeout: 60_000 });
});
