import { fillCart } from "../kit/shopping.ts";
import { expect, test } from "../kit/test.ts";
import { CheckoutPage } from "../pages/checkout-page.ts";
import { OrderPage } from "../pages/order-page.ts";

test("a purchase goes through every service of the chain, and its order tells of each step", async ({
  page,
  evidence,
}) => {
  const checkout = new CheckoutPage(page);
  const order = new OrderPage(page);
  await fillCart(page.request);
  await checkout.open();
  await checkout.pay();
  await expect(order.status("Paid")).toBeVisible({ timeout: 60_000 });
  await evidence.answered({ name: "POST /api/checkout", status: 201 });
  for (const service of [
    "api-gateway",
    "auth-service",
    "user-service",
    "order-service",
    "payment-service",
    "inventory-service",
    "notification-service",
  ])
    await expect(evidence).toHaveSpan({ service, kind: "server" });
  await expect(evidence).toHaveLogLine({ service: "order-service", message: "order paid" });
  await expect(order.steps.filter({ hasText: "payment-service pay" })).toHaveCount(1);
});
