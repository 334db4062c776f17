import { expect, test } from "./kit/test.ts";
import { FailureReceipt } from "./pages/failure-receipt.ts";
import { ShopPage } from "./pages/shop-page.ts";

test("from a failed click by one link after the other to its trace, span, lines, service and metrics", async ({
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
  const { traceId } = evidence.lastAction();
  await expect(evidence).toHaveSpan({ service: "browser", name: "click add to cart" });

  await receipt.trace.click();
  await expect(page).toHaveURL(new RegExp(`/room/traces/${traceId}`));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("click add to cart");
});
