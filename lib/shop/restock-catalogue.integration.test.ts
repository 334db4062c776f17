import { asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { cartItems, products } from "#lib/store/schema.ts";
import { describeOnEveryStore } from "#lib/store/testing/every-store.ts";
import type { Store } from "#lib/store/types.ts";
import { assortment } from "./assortment.ts";
import { restockCatalogue } from "./restock-catalogue.ts";
import { stockCatalogue } from "./stock-catalogue.ts";

const bySku = assortment.toSorted((one, other) => (one.sku < other.sku ? -1 : 1));
const readShelves = (store: Store) => store.db.select().from(products).orderBy(asc(products.sku));
const putIntoCart = (store: Store, sku: string) =>
  store.db
    .insert(cartItems)
    .values({ visitorId: "a", tenant: "merch", sku, quantity: 1, addedAt: new Date(0) });

describeOnEveryStore("restocking", (open) => {
  test("puts back what is missing, fills up what has become less, and leaves the rest and the carts alone", async () => {
    const store = await open();
    await stockCatalogue({ store }, { clear: false });
    await putIntoCart(store, "FM-EL-01");
    await store.db.delete(products).where(eq(products.sku, "FM-EL-02"));
    await store.db.update(products).set({ stock: 0 }).where(eq(products.sku, "FM-EL-01"));
    await store.db.update(products).set({ stock: 1_000 }).where(eq(products.sku, "FM-EL-03"));
    expect(await restockCatalogue({ store }, { clear: false })).toEqual({
      added: 1,
      refilled: 1,
      enough: assortment.length - 2,
      cleared: undefined,
    });
    const expected = bySku.map((one) => (one.sku === "FM-EL-03" ? { ...one, stock: 1_000 } : one));
    expect(await readShelves(store)).toMatchObject(expected);
    expect(await store.db.$count(cartItems)).toBe(1);
    const again = await restockCatalogue({ store }, { clear: false });
    expect(again).toMatchObject({ added: 0, refilled: 0, enough: assortment.length });
  });

  test("begins anew when told to, and says what went with the products", async () => {
    const store = await open();
    await stockCatalogue({ store }, { clear: false });
    await putIntoCart(store, "FM-EL-01");
    await store.db.update(products).set({ stock: 1_000 });
    expect(await restockCatalogue({ store }, { clear: true })).toEqual({
      added: assortment.length,
      refilled: 0,
      enough: 0,
      cleared: { products: assortment.length, cartLines: 1, flashSales: 0 },
    });
    expect(await readShelves(store)).toMatchObject(bySku);
    expect(await store.db.$count(cartItems)).toBe(0);
  });
});
