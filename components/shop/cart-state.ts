// What a page shows of a cart: what the server last said, and on top of it what was clicked since. Pure functions.
import type { Cart, CartItem } from "#lib/contract/cart.ts";
import { mostOfOneProduct } from "#lib/contract/cart-limits.ts";
import type { Tenant } from "#lib/contract/tenant.ts";
import type { SentRequest } from "./request-as-code.ts";

export type CartProduct = Pick<CartItem, "sku" | "slug" | "name" | "picture" | "priceMinor" | "stock">;

/** `add` is so many more, `set` so many in all. */
export type CartIntent = { kind: "add" | "set" | "remove"; product: CartProduct; quantity: number };

export function emptyCart(tenant: Tenant): Cart {
  return { tenant, items: [], totalMinor: 0, currency: "EUR" };
}

/** The cart as it will be if the server agrees. */
export function applyIntent(cart: Cart, { kind, product, quantity }: CartIntent): Cart {
  const before = cart.items.find(({ sku }) => sku === product.sku);
  const wanted = kind === "remove" ? 0 : kind === "set" ? quantity : (before?.quantity ?? 0) + quantity;
  const now = Math.min(wanted, mostOfOneProduct);
  // What is no longer in the cart cannot be set to a number: another tab was quicker.
  if (kind === "set" && !before) return cart;
  const items =
    now <= 0
      ? cart.items.filter(({ sku }) => sku !== product.sku)
      : before
        ? cart.items.map((item) => (item === before ? { ...item, quantity: now } : item))
        : [...cart.items, { ...product, quantity: now }];
  return { ...cart, items, totalMinor: sumOf(items) };
}

function sumOf(items: readonly CartItem[]): number {
  return items.reduce((sum, { priceMinor, quantity }) => sum + priceMinor * quantity, 0);
}

export function piecesIn(cart: Cart): number {
  return cart.items.reduce((sum, { quantity }) => sum + quantity, 0);
}

export function requestFor(tenant: Tenant, { kind, product: { sku }, quantity }: CartIntent): SentRequest {
  const line = `/api/cart/items/${encodeURIComponent(sku)}`;
  if (kind === "add") return { method: "POST", path: "/api/cart/items", body: { tenant, sku, quantity } };
  if (kind === "set") return { method: "PATCH", path: line, body: { tenant, quantity } };
  return { method: "DELETE", path: `${line}?tenant=${tenant}` };
}

/** A later click on the same makes an earlier one pointless that was not sent yet. */
export function replaces(later: CartIntent, earlier: CartIntent): boolean {
  const same = later.product.sku === earlier.product.sku;
  return same && later.kind !== "add" && earlier.kind === "set";
}

export function isSameWish(one: CartIntent, other: CartIntent): boolean {
  return one.kind === other.kind && one.product.sku === other.product.sku;
}
