import { asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { products } from "#lib/store/schema.ts";
import { describeOnEveryStore } from "#lib/store/testing/every-store.ts";
import type { Store } from "#lib/store/types.ts";
import { assortment } from "./assortment.ts";
import { stockCatalogue } from "./stock-catalogue.ts";

const bySku = assortment.toSorted((one, other) => (one.sku < other.sku ? -1 : 1));
const readShelves = (store: Store) => store.db.select().from(products).orderBy(asc(products.sku));

describeOnEveryStore("stocking the catalogue", (open) => {
  test("fills empty shelves", async () => {
    const store = await open();
    expect(await stockCatalogue({ store }, { clear: false })).toBe(assortment.length);
    expect(await readShelves(store)).toMatchObject(bySku);
  });

  test("leaves shelves alone that are not empty", async () => {
    const store = await open();
    await stockCatalogue({ store }, { clear: false });
    await store.db.delete(products).where(eq(products.tenant, "coupons"));
    await store.db.update(products).set({ stock: 3 });
    expect(await stockCatalogue({ store }, { clear: false })).toBe(0);
    const stocks = await store.db.selectDistinct({ stock: products.stock }).from(products);
    expect(stocks).toEqual([{ stock: 3 }]);
  });

  test("restocks when told to clear", async () => {
    const store = await open();
    await stockCatalogue({ store }, { clear: false });
    await store.db.update(products).set({ stock: 3 });
    expect(await stockCatalogue({ store }, { clear: true })).toBe(assortment.length);
    expect(await readShelves(store)).toMatchObject(bySku);
  });

  test("puts each product on the shelf once when four do it at the same time", async () => {
    const store = await open({ poolSize: 4 });
    const atOnce = [false, true, false, true].map((clear) => stockCatalogue({ store }, { clear }));
    await Promise.all(atOnce);
    expect(await store.db.$count(products)).toBe(assortment.length);
  });
});
