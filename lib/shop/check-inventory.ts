// Whether a product is there to be put into a cart.
import type { Product } from "#lib/contract/catalogue.ts";
import type { Tenant } from "#lib/contract/tenant.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { inSpan } from "#lib/telemetry/traces/in-span.ts";
import { knowProduct } from "./know-product.ts";
import type { CartContext } from "./types.ts";

type Asked = { visitorId: string; tenant: Tenant; sku: string };

/** Throws not_found for what this shop does not sell. */
export function checkInventory(ctx: CartContext, { visitorId, tenant, sku }: Asked): Promise<Product> {
  const attributes = { "product.sku": sku };
  return inSpan(ctx, { name: "inventory.check", attributes }, async (span) => {
    const product = await knowProduct(ctx, { tenant, sku });
    if (ctx.conditions.atCart(visitorId)) throw lostSync(ctx, sku);
    span.setAttribute("product.stock", product.stock);
    return product;
  });
}

function lostSync({ log }: Pick<CartContext, "log">, sku: string): InventorySyncError {
  log.error(`the stock of ${sku} could not be confirmed: the inventory sync failed`, {
    "error.type": syncFailed.name,
    "product.sku": sku,
  });
  return syncFailed;
}

class InventorySyncError extends AppError {
  constructor() {
    super("internal", "The stock of this product could not be confirmed: the inventory sync failed.", {
      reason: "inventory_sync_failed",
    });
    this.name = "InventorySyncError";
    // Where in this project it was made tells a reader of the log nothing.
    this.stack = `${this.name}: ${this.message}`;
  }
}

/** Expected, thrown often, and always the same: made once, it costs a request no error of its own. */
const syncFailed = new InventorySyncError();
