import { SpanKind } from "@opentelemetry/api";
import { and, asc, eq } from "drizzle-orm";
import type { Cart } from "#lib/contract/cart.ts";
import type { Tenant } from "#lib/contract/tenant.ts";
import { ask } from "#lib/store/ask.ts";
import { cartItems } from "#lib/store/schema.ts";
import { noteTenant } from "#lib/telemetry/request-scope.ts";
import { inSpan } from "#lib/telemetry/traces/in-span.ts";
import { cartStatement } from "./cart-statement.ts";
import { composeCart } from "./compose-cart.ts";
import type { CartContext } from "./types.ts";

type Context = Pick<CartContext, "store" | "shelf" | "tracer" | "clock">;
/** Whoever was never here has no id, and nothing in the cart. */
type Asked = { visitorId: string | undefined; tenant: Tenant };

export async function readCart(
  { store, shelf, ...ctx }: Context,
  { visitorId, tenant }: Asked,
): Promise<Cart> {
  noteTenant(tenant);
  if (visitorId === undefined) return composeCart(shelf, tenant, []);
  const rows = await inSpan(
    ctx,
    { name: "SELECT cart_items", kind: SpanKind.CLIENT, attributes: cartStatement("SELECT") },
    () =>
      ask(store, (db) =>
        db
          .select()
          .from(cartItems)
          .where(and(eq(cartItems.visitorId, visitorId), eq(cartItems.tenant, tenant)))
          .orderBy(asc(cartItems.addedAt), asc(cartItems.sku)),
      ),
  );
  // Prices and stock as they are now: this is what is looked at before buying.
  if (rows.length > 0) await shelf.read();
  const lines = rows.map(({ sku, quantity, addedAt }) => ({ sku, quantity, addedAtMs: addedAt.getTime() }));
  return composeCart(shelf, tenant, lines);
}
