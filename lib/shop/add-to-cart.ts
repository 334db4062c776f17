import type { Cart, CartAddition } from "#lib/contract/cart.ts";
import { noteTenant } from "#lib/telemetry/request-scope.ts";
import { inSpan } from "#lib/telemetry/traces/in-span.ts";
import { changeCart } from "./change-cart.ts";
import { checkInventory } from "./check-inventory.ts";
import type { CartContext } from "./types.ts";

/** One click: answered when the cart is stored. What fails or is refused leaves the cart as it was. */
export async function addToCart(
  ctx: CartContext,
  { visitorId, tenant, sku, quantity }: CartAddition & { visitorId: string },
): Promise<Cart> {
  noteTenant(tenant);
  const attributes = { "product.sku": sku, "cart.quantity": quantity };
  const count = (status: "success" | "error") => ctx.metrics.requests.add(1, { tenant_id: tenant, status });
  try {
    const cart = await inSpan(ctx, { name: "cart.add", attributes }, async () => {
      await checkInventory(ctx, { visitorId, tenant, sku });
      return await changeCart(ctx, { visitorId, tenant, change: { how: "add", sku, quantity } });
    });
    count("success");
    ctx.log.info("put into the cart", {
      "product.sku": sku,
      "cart.quantity": quantity,
      "cart.lines": cart.items.length,
    });
    return cart;
  } catch (error) {
    count("error");
    throw error;
  }
}
