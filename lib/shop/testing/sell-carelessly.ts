// How stock gets oversold: one looks, and then takes, and nobody keeps the others out in between. What proves that a sale
// never sells too much must find that this one does.
import { eq } from "drizzle-orm";
import { flashSales, orders } from "#lib/store/schema.ts";
import type { Store } from "#lib/store/types.ts";
import { orderIdOf } from "../order-id.ts";

type Buyer = { visitorId: string; key: string };

/** False when nothing was left to be seen. */
export async function sellCarelessly(
  { db }: Pick<Store, "db">,
  saleId: string,
  { visitorId, key }: Buyer,
): Promise<boolean> {
  const [sale] = await db.select().from(flashSales).where(eq(flashSales.id, saleId));
  if (!sale || sale.leftUnits <= 0) return false;
  await db
    .update(flashSales)
    .set({ leftUnits: sale.leftUnits - 1 })
    .where(eq(flashSales.id, saleId));
  await db.insert(orders).values({
    id: orderIdOf(visitorId, key),
    visitorId,
    tenant: sale.tenant,
    status: "paid",
    totalMinor: sale.priceMinor,
    currency: "EUR",
    items: [],
    flashSaleId: saleId,
    requestId: key,
    traceId: "",
    createdAt: new Date(),
  });
  return true;
}
