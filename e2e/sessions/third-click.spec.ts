import { expect, test } from "../kit/test.ts";
import { FailureReceipt } from "../pages/failure-receipt.ts";
import { ShopPage } from "../pages/shop-page.ts";

test("a visitor's third click fails, the receipt leads to what happened, and trying again works", async ({
  page,
  faults,
  evidence,
  complaints,
}) => {
  complaints.expect(/status of 500 .*\/api\/cart\/items/);
  await faults.arm({ kind: "cart-click", target: "cart", parameters: { every: 3 } });
  const shop = new ShopPage(page);
  const receipt = new FailureReceipt(page);
  await shop.open();
  await shop.addForGood("Flaky Cable");
  await shop.addForGood("Leaky Bucket");
  await shop.add("Cold Standby Socks");
  await expect(receipt.title).toHaveText("Not added to the cart");
  const { requestId } = await evidence.answered({ name: "POST /api/cart/items", status: 500 });
  expect(await receipt.requestId()).toBe(requestId);
  await expect(evidence).toHaveSpan({ name: "POST /api/cart/items", kind: "server", status: "error" });
  await expect(evidence).toHaveLogLine({
    level: "error",
    attributes: { "error.type": "InventorySyncError" },
  });
  await receipt.retry.click();
  await expect(receipt.title).toHaveText("Added on attempt 2");
  await expect(evidence).toHaveSpan({
    name: "POST /api/cart/items",
    attributes: { "http.response.status_code": 200 },
  });
  await expect(shop.badge).toContainText("3");
});
