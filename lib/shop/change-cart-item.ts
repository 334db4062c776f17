import type { Cart } from "#lib/contract/cart.ts";
import type { Tenant } from "#lib/contract/tenant.ts";
import { noteTenant } from "#lib/telemetry/request-scope.ts";
import { inSpan } from "#lib/telemetry/traces/in-span.ts";
import { changeCart } from "./change-cart.ts";
import { knowProduct } from "./know-product.ts";
import type { CartContext } from "./types.ts";

type Asked = { visitorId: string; tenant: Tenant; sku: string; quantity: number };

/** So many in all from now on. Throws not_found for what is not in the cart. */
export async function changeCartItem(
  ctx: CartContext,
  { visitorId, tenant, sku, quantity }: Asked,
): Promise<Cart> {
  noteTenant(tenant);
  const attributes = { "product.sku": sku, "cart.quantity": quantity };
  return inSpan(ctx, { name: "cart.change", attributes }, async () => {
    await knowProduct(ctx, { tenant, sku });
    return changeCart(ctx, { visitorId, tenant, change: { how: "set", sku, quantity } });
  });
}
