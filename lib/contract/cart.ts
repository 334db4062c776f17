import { z } from "zod/mini";
import { mostOfOneProduct } from "./cart-limits.ts";
import { Tenant } from "./tenant.ts";

export const Sku = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/));
const Quantity = z.int().check(z.gte(1), z.lte(mostOfOneProduct));

/** One click on "add to cart": so many more of it. */
export const CartAddition = z.strictObject({
  tenant: Tenant,
  sku: Sku,
  quantity: z._default(Quantity, 1),
});
export type CartAddition = z.infer<typeof CartAddition>;

export const CartQuery = z.strictObject({ tenant: Tenant });
export const CartItemAddress = z.strictObject({ sku: Sku });
/** So many in all from now on. */
export const CartItemChange = z.strictObject({ tenant: Tenant, quantity: Quantity });

export const CartItem = z.object({
  sku: z.string(),
  slug: z.string(),
  name: z.string(),
  picture: z.string(),
  quantity: z.int(),
  priceMinor: z.int(),
  /** What is left of it in the shop. */
  stock: z.int(),
});
export type CartItem = z.infer<typeof CartItem>;

/** What a visitor, known by a cookie, wants to buy in one shop. In the order in which it was first put in. */
export const Cart = z.object({
  tenant: Tenant,
  items: z.array(CartItem),
  totalMinor: z.int(),
  currency: z.string(),
});
export type Cart = z.infer<typeof Cart>;
