// The shop's own books, read where they lie once nobody writes in them any more.
import { eq } from "drizzle-orm";
import { stockCatalogue } from "#lib/shop/stock-catalogue.ts";
import { migrateStore } from "#lib/store/migrate.ts";
import { openStore } from "#lib/store/open.ts";
import { captures, orders, payments, products } from "#lib/store/schema.ts";
import type { Store } from "#lib/store/types.ts";
import { soughtAfter } from "./buy.ts";

export type Place = { dataDir: string; databaseUrl: string | undefined };

export const startStock = 1_000_000;
const silent = { info: () => undefined, exception: () => undefined };

async function withStore<T>(place: Place, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ ...place, poolSize: 2, log: silent });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Shelves that no drill empties. */
export function fillShelves(place: Place): Promise<void> {
  return withStore(place, async (store) => {
    await migrateStore(store);
    await stockCatalogue({ store }, { clear: false });
    await store.db.update(products).set({ stock: startStock }).where(eq(products.sku, soughtAfter));
  });
}

export type Books = {
  orders: { id: string; status: string; totalMinor: number; units: number }[];
  payments: { id: string; orderId: string; state: string; amountMinor: number }[];
  captures: { paymentId: string; orderId: string; amountMinor: number }[];
  stock: number;
};

export function readBooks(place: Place): Promise<Books> {
  return withStore(place, async ({ db }) => {
    const [shelf] = await db.select().from(products).where(eq(products.sku, soughtAfter));
    const placed = await db.select().from(orders);
    return {
      orders: placed.map(({ id, status, totalMinor, items }) => ({
        id,
        status,
        totalMinor,
        units: items.reduce((sum, { quantity }) => sum + quantity, 0),
      })),
      payments: await db.select().from(payments),
      captures: await db.select().from(captures),
      stock: shelf?.stock ?? Number.NaN,
    };
  });
}

/** Where the two sets of books, or the shelves, contradict each other. */
export function contradictions({ orders: placed, payments: paid, captures: taken, stock }: Books): string[] {
  const found: string[] = [];
  const paymentOf = new Map(paid.map((payment) => [payment.orderId, payment]));
  const takenFor = new Map<string, Books["captures"]>();
  for (const one of taken) takenFor.set(one.orderId, [...(takenFor.get(one.orderId) ?? []), one]);
  for (const { id, status, totalMinor } of placed) {
    const payment = paymentOf.get(id);
    const captured = takenFor.get(id) ?? [];
    const expected = status === "paid" ? 1 : 0;
    if (status === "processing") found.push(`${id} is still processing`);
    if (captured.length !== expected)
      found.push(`${id} is ${status}, and was captured ${captured.length} times`);
    if (payment?.state !== (status === "paid" ? "captured" : "cancelled"))
      found.push(`${id} is ${status}, and its payment ${payment?.state ?? "is missing"}`);
    if ([payment, ...captured].some((one) => one?.amountMinor !== totalMinor))
      found.push(`${id} costs ${totalMinor}, and another amount was booked`);
  }
  const known = new Set(placed.map(({ id }) => id));
  for (const { orderId } of taken)
    if (!known.has(orderId)) found.push(`captured for ${orderId}, which is no order`);
  const sold = placed
    .filter(({ status }) => status !== "cancelled")
    .reduce((sum, { units }) => sum + units, 0);
  if (stock + sold !== startStock) found.push(`${stock} left and ${sold} sold of ${startStock}`);
  return found;
}
