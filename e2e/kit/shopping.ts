import { randomBytes } from "node:crypto";
import { type APIRequestContext, expect } from "@playwright/test";
import type { FlashSale, NewFlashSale } from "#lib/contract/flash-sale.ts";
import type { Order } from "#lib/contract/order.ts";

export const goodCard = { number: "4242 4242 4242 4242", expiry: "12/34", cvc: "123" };

/** For the visitor whose cookies the context has: `page.request` is who looks at the page. */
export async function fillCart(request: APIRequestContext, sku = "FM-CL-03", quantity = 1) {
  const answer = await request.post("/api/cart/items", { data: { tenant: "merch", sku, quantity } });
  expect(answer.status(), await answer.text()).toBe(200);
}

export async function buyOrder(request: APIRequestContext): Promise<Order> {
  await fillCart(request);
  const answer = await request.post("/api/checkout", {
    data: { tenant: "merch", card: goodCard },
    headers: { "idempotency-key": randomBytes(8).toString("hex") },
  });
  expect(answer.status(), await answer.text()).toBe(201);
  return answer.json();
}

export async function ordersOf(request: APIRequestContext): Promise<Order[]> {
  return (await (await request.get("/api/orders?tenant=merch")).json()).orders;
}

export async function startSale(
  request: APIRequestContext,
  sale: Partial<NewFlashSale> = {},
): Promise<FlashSale> {
  const data = { sku: "FM-EL-01", units: 100, priceMinor: 490, durationSeconds: 600, ...sale };
  const answer = await request.post("/api/flash-sales", { data });
  expect(answer.status(), await answer.text()).toBe(201);
  return answer.json();
}

/** Returns how to end it again, and it alone. */
export async function breakService(
  request: APIRequestContext,
  fault: { kind: string; target: string; durationSeconds?: number },
): Promise<() => Promise<void>> {
  const answer = await request.post("/api/faults", { data: { durationSeconds: 300, ...fault } });
  expect(answer.status(), await answer.text()).toBe(201);
  const { id } = await answer.json();
  return async () => {
    await request.delete(`/api/faults/${id}`);
  };
}
