import type { Cart, CartItem } from "#lib/contract/cart.ts";
import type { Tenant } from "#lib/contract/tenant.ts";
import type { CartLine } from "./cart-lines.ts";
import type { Shelf } from "./shelf.ts";

const currency = "EUR";

type Newer = { sku: string; stock: number };

/** `newer` than what the shelf says is what is left of one product. */
export function composeCart(
  shelf: Shelf,
  tenant: Tenant,
  lines: readonly CartLine[],
  newer?: Newer,
): Cart | Promise<Cart> {
  // A product that another process put on the shelves is not known here yet.
  if (lines.every(({ sku }) => shelf.remembered(sku))) return compose(shelf, tenant, lines, newer);
  return shelf.read().then(() => compose(shelf, tenant, lines, newer));
}

function compose(shelf: Shelf, tenant: Tenant, lines: readonly CartLine[], newer: Newer | undefined): Cart {
  const items: CartItem[] = [];
  let totalMinor = 0;
  for (const { sku, quantity } of lines) {
    const product = shelf.remembered(sku);
    if (!product) continue;
    const { slug, name, picture, priceMinor } = product;
    const stock = sku === newer?.sku ? newer.stock : product.stock;
    items.push({ sku, slug, name, picture, quantity, priceMinor, stock });
    totalMinor += priceMinor * quantity;
  }
  return { tenant, items, totalMinor, currency: shelf.remembered(items[0]?.sku ?? "")?.currency ?? currency };
}
