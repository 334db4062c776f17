import { fillCart } from "../kit/shopping.ts";
import { expect, test } from "../kit/test.ts";
import { CheckoutPage } from "../pages/checkout-page.ts";

test("a declined card is no failure: nothing is taken, no service errs, and another card pays", async ({
  page,
  evidence,
  complaints,
}) => {
  complaints.expect(/status of 402/);
  const checkout = new CheckoutPage(page);
  await fillCart(page.request);
  await checkout.open();
  await checkout.pay("is declined");
  await expect(checkout.notice).toContainText("The card was declined", { timeout: 60_000 });
  await evidence.answered({ name: "POST /api/checkout", status: 402 });
  await expect(evidence).toHaveLogLine({ service: "payment-service", level: "info", message: /declined/ });
  await expect(evidence).not.toHaveLogLine({ level: "error" });
  await checkout.pay("pays");
  await expect(page).toHaveURL(/\/orders\/ord_[0-9a-f]{20}$/, { timeout: 60_000 });
});
