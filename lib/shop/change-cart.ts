// What adding, changing and removing have in common: the change is committed, then the cart is what the visitor sees.
import { SpanKind } from "@opentelemetry/api";
import type { Cart } from "#lib/contract/cart.ts";
import type { Tenant } from "#lib/contract/tenant.ts";
import { inSpan } from "#lib/telemetry/traces/in-span.ts";
import type { LineChange } from "./cart-lines.ts";
import { cartStatement } from "./cart-statement.ts";
import { composeCart } from "./compose-cart.ts";
import type { CartContext } from "./types.ts";

type Asked = { visitorId: string; tenant: Tenant; change: LineChange };

const operations = { add: "INSERT", set: "UPDATE", remove: "DELETE" } as const;

export async function changeCart(
  { tracer, clock, desk, shelf }: CartContext,
  { visitorId, tenant, change }: Asked,
): Promise<Cart> {
  const operation = operations[change.how];
  const { lines, stock } = await inSpan(
    { tracer, clock },
    { name: `${operation} cart_items`, kind: SpanKind.CLIENT, attributes: cartStatement(operation) },
    async (span) => {
      const changed = await desk.add({ visitorId, tenant, change, nowMs: clock.nowMs() });
      if (changed.together > 1) span.setAttribute("db.operation.batch.size", changed.together);
      return changed;
    },
  );
  return composeCart(shelf, tenant, lines, stock === undefined ? undefined : { sku: change.sku, stock });
}
