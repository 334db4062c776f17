import { SpanKind } from "@opentelemetry/api";
import type { Product } from "#lib/contract/catalogue.ts";
import type { Tenant } from "#lib/contract/tenant.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { inSpan } from "#lib/telemetry/traces/in-span.ts";
import { cartStatement } from "./cart-statement.ts";
import type { CartContext } from "./types.ts";

type Context = Pick<CartContext, "shelf" | "tracer" | "clock">;

/** As it is in the database now. Without a tenant, whichever shop sells it. Throws not_found. */
export async function findProduct(
  { shelf, ...ctx }: Context,
  { tenant, sku }: { tenant?: Tenant; sku: string },
): Promise<Product> {
  await inSpan(
    ctx,
    { name: "SELECT products", kind: SpanKind.CLIENT, attributes: cartStatement("SELECT", "products") },
    () => shelf.read(),
  );
  const product = shelf.remembered(sku);
  if (product && (tenant === undefined || product.tenant === tenant)) return product;
  const where = tenant === undefined ? "" : ` in the shop ${tenant}`;
  throw new AppError("not_found", `There is no product ${sku}${where}. GET /api/products lists them.`);
}
