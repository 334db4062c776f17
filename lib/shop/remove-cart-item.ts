import type { Cart } from "#lib/contract/cart.ts";
import type { Tenant } from "#lib/contract/tenant.ts";
import { noteTenant } from "#lib/telemetry/request-scope.ts";
import { inSpan } from "#lib/telemetry/traces/in-span.ts";
import { changeCart } from "./change-cart.ts";
import { knowProduct } from "./know-product.ts";
import type { CartContext } from "./types.ts";

type Asked = { visitorId: string; tenant: Tenant; sku: string };

/** What is not there any more was removed: asking twice is fine. */
export async function removeCartItem(ctx: CartContext, { visitorId, tenant, sku }: Asked): Promise<Cart> {
  noteTenant(tenant);
  return inSpan(ctx, { name: "cart.remove", attributes: { "product.sku": sku } }, async () => {
    await knowProduct(ctx, { tenant, sku });
    return changeCart(ctx, { visitorId, tenant, change: { how: "remove", sku } });
  });
}
