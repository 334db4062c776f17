import { startSale } from "./kit/shopping.ts";
import { expect, test } from "./kit/test.ts";
import { FlashPage } from "./pages/flash-page.ts";

test("who comes when all is sold is asked for no card, and is shown the way to the shelf", async ({
  page,
  request,
}) => {
  const { id } = await startSale(request, { units: 1 });
  const answer = await request.post(`/api/flash-sales/${id}/load`, { data: { buyers: 5 }, timeout: 60_000 });
  expect(answer.ok(), await answer.text()).toBe(true);
  const flash = new FlashPage(page);
  await flash.open(id);
  await expect(flash.left(0)).toBeVisible();
  const buying = page.getByRole("region", { name: "Buy one" });
  await expect(buying.getByRole("link", { name: "Look at the shelf" })).toBeVisible();
  await expect(buying.getByRole("textbox")).toHaveCount(0);
});
