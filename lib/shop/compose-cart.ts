import type { Cart, CartItem } from "#lib/contract/cart.ts";
import type { Tenant } from "#lib/contract/tenant.ts";
import type { CartLine } from "./cart-lines.ts";
import type { Shelf } from "./shelf.ts";

const currency = "EUR";

/** `stocks` is newer than what the shelf says, for some. */
export async function composeCart(
  shelf: Shelf,
  tenant: Tenant,
  lines: readonly CartLine[],
  stocks: ReadonlyMap<string, number> = new Map(),
): Promise<Cart> {
  // A product that another process put on the shelves is not known here yet.
  if (lines.some(({ sku }) => !shelf.remembered(sku))) await shelf.read();
  const items = lines.flatMap((line) => itemOf(shelf, line, stocks.get(line.sku)));
  return {
    tenant,
    items,
    totalMinor: items.reduce((sum, { priceMinor, quantity }) => sum + priceMinor * quantity, 0),
    currency: shelf.remembered(items[0]?.sku ?? "")?.currency ?? currency,
  };
}

function itemOf(shelf: Shelf, { sku, quantity }: CartLine, stock: number | undefined): CartItem[] {
  const product = shelf.remembered(sku);
  if (!product) return [];
  const { slug, name, picture, priceMinor } = product;
  return [{ sku, slug, name, picture, quantity, priceMinor, stock: stock ?? product.stock }];
}
