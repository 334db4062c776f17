import { headers } from "next/headers";
import { cache } from "react";
import type { Cart } from "#lib/contract/cart.ts";
import type { Tenant } from "#lib/contract/tenant.ts";
import { pageContext } from "#lib/http/page-context.ts";
import { readVisitor } from "#lib/http/visitor.ts";
import { asAppError } from "#lib/kernel/errors.ts";
import { readCart } from "#lib/shop/read-cart.ts";

/** Of who asked for this page; read once for all of it. Undefined while the database does not answer. */
export const visitorsCart = cache(async (tenant: Tenant): Promise<Cart | undefined> => {
  const visitorId = readVisitor({ headers: await headers() });
  try {
    return await readCart(pageContext().shop, { visitorId, tenant });
  } catch (error) {
    if (asAppError(error)?.code === "unavailable") return undefined;
    throw error;
  }
});
