// A visitor who buys: what a browser sends on the way from the shelf to the receipt.
import { randomUUID } from "node:crypto";
import { Cart } from "#lib/contract/cart.ts";
import { Product } from "#lib/contract/catalogue.ts";
import type { Card } from "#lib/contract/order.ts";
import { testCards } from "#lib/contract/test-cards.ts";
import type { Answer } from "./send.ts";
import { startVisit, type Visit } from "./visit.ts";

export const goodCard: Card = { number: testCards[0].number, expiry: "12/40", cvc: "123" };

export type Buyer = {
  readonly visit: Visit;
  put(sku: string, quantity?: number): Promise<void>;
  /** Under a key of its own unless one is given. */
  buy(asked?: { key?: string; card?: Partial<Card>; tenant?: string }): Promise<Answer>;
  refund(orderId: string, body: object, key?: string): Promise<Answer>;
  /** As `2 FM-EL-01`. */
  cart(): Promise<string[]>;
};

export const newKey = () => `key-${randomUUID()}`;

export function startBuyer(url: string): Buyer {
  const visit = startVisit(url);
  return {
    visit,
    async put(sku, quantity = 1) {
      const answer = await visit.ask("POST", "/api/cart/items", { tenant: "merch", sku, quantity });
      if (answer.status !== 200) throw new Error(`${sku} cannot be put into the cart: ${answer.text}`);
    },
    buy: ({ key = newKey(), card, tenant = "merch" } = {}) =>
      visit.ask(
        "POST",
        "/api/checkout",
        { tenant, card: { ...goodCard, ...card } },
        { "idempotency-key": key },
      ),
    refund: (orderId, body, key = newKey()) =>
      visit.ask("POST", `/api/orders/${orderId}/refunds`, body, { "idempotency-key": key }),
    async cart() {
      const { items } = Cart.parse((await visit.ask("GET", "/api/cart?tenant=merch")).json());
      return items.map(({ sku, quantity }) => `${quantity} ${sku}`);
    },
  };
}

export async function readStock({ visit }: Pick<Buyer, "visit">, sku: string): Promise<number> {
  return Product.parse((await visit.ask("GET", `/api/products/${sku}`)).json()).stock;
}
