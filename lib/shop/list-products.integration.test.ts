import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { type Product, ProductQuery, productSorts } from "#lib/contract/catalogue.ts";
import { tenants } from "#lib/contract/tenant.ts";
import { products } from "#lib/store/schema.ts";
import { describeOnEveryStore } from "#lib/store/testing/every-store.ts";
import type { Store } from "#lib/store/types.ts";
import { assortment } from "./assortment.ts";
import { listCategories } from "./list-categories.ts";
import { listProducts } from "./list-products.ts";
import { stockCatalogue } from "./stock-catalogue.ts";

const names = (found: readonly Product[]) => found.map(({ name }) => name);
const text = ({ name, description }: Product) => `${name} ${description}`.toLowerCase();

describeOnEveryStore("listing products", (open) => {
  let store: Store;
  const list = (query: Partial<ProductQuery>) => listProducts({ store }, ProductQuery.parse(query));

  beforeAll(async () => {
    store = await open();
    await stockCatalogue({ store }, { clear: false });
  });

  test("gives one shop's products by name, whole", async () => {
    const found = await list({});
    const merch = assortment.filter(({ tenant }) => tenant === "merch");
    expect(found).toEqual(
      merch.toSorted((one, other) => (one.name.toLowerCase() < other.name.toLowerCase() ? -1 : 1)),
    );
  });

  test("finds words in any case, in the name or the description, in any order", async () => {
    expect(names(await list({ q: "BUCKET" }))).toEqual(["Leaky Bucket"]);
    expect(names(await list({ q: "litres leaky" }))).toEqual(["Leaky Bucket"]);
    expect(names(await list({ q: "leaky bonsai" }))).toEqual([]);
  });

  test.each(["%", "_", "\\", "'", '"', "l_aky", "leak%"])("takes %o for the character it is", async (q) => {
    expect(names(await list({ q }))).toEqual(
      names(assortment.filter((product) => product.tenant === "merch" && text(product).includes(q))),
    );
  });

  test("finds the percent sign where there is one", async () => {
    expect(names(await list({ tenant: "coupons", q: "1 %" }))).toContain("Canary");
  });

  test("filters by category, and knows the categories", async () => {
    expect(await listCategories({ store }, "merch")).toEqual([
      "Books",
      "Clothing",
      "Electronics",
      "Home & Garden",
    ]);
    expect(names(await list({ category: "Home & Garden" }))).toEqual(["Dependency Bonsai", "Leaky Bucket"]);
    expect(await list({ category: "home & garden" })).toEqual([]);
  });

  test("finds nothing, rather than failing, for text that no database can hold", async () => {
    expect(await list({ q: "leaky\0" })).toEqual([]);
    expect(await list({ category: "Books\0" })).toEqual([]);
  });

  const query = fc.record({
    tenant: fc.constantFrom(...tenants),
    q: fc.oneof(
      fc.string({ unit: "binary", maxLength: 50 }),
      fc.string({
        unit: fc.constantFrom("a", "e", "%", "_", "\\", " ", "K", "İ", "\ud800", "\0"),
        maxLength: 5,
      }),
      fc.constantFrom(...assortment.flatMap(({ name }) => name.split(" "))),
    ),
    sort: fc.constantFrom(...productSorts),
  });

  test("never fails, finds exactly what holds every word, and keeps the order", async () => {
    let matches = 0;
    await fc.assert(
      fc.asyncProperty(query, async (given) => {
        const asked = ProductQuery.parse(given);
        const found = await listProducts({ store }, asked);
        const words = (asked.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
        const expected = assortment.filter(
          (product) => product.tenant === asked.tenant && words.every((word) => text(product).includes(word)),
        );
        expect(names(found).toSorted()).toEqual(names(expected).toSorted());
        expect(found).toEqual(found.toSorted(comparers[asked.sort]));
        matches += found.length;
      }),
      { numRuns: 300 },
    );
    expect(matches).toBeGreaterThan(100);
  });

  test("sorts alike on every database, whatever its locale", async () => {
    const elsewhere = { store: await open() };
    const [example] = assortment;
    const unsorted = ["Élan", "co-op", "Coat", "co op", "coop", "Zebra"];
    const rows = unsorted.map((name) => ({ ...example, name, sku: name, slug: name }) as Product);
    await elsewhere.store.db.insert(products).values(rows);
    const found = await listProducts(elsewhere, ProductQuery.parse({}));
    expect(names(found)).toEqual(["co op", "co-op", "Coat", "coop", "Zebra", "Élan"]);
  });

  test("breaks ties by name, so that pages do not jump", async () => {
    await store.db.update(products).set({ stock: 5, priceMinor: 500 });
    for (const sort of productSorts)
      expect(names(await list({ sort }))).toEqual(names(await list({ sort: "name" })));
  });
});

const compareNames = (one: Product, other: Product) => {
  const [left, right] = [one.name.toLowerCase(), other.name.toLowerCase()];
  return left < right ? -1 : Number(left > right);
};
const comparers: Record<ProductQuery["sort"], (one: Product, other: Product) => number> = {
  name: compareNames,
  price: (one, other) => one.priceMinor - other.priceMinor || compareNames(one, other),
  "-price": (one, other) => other.priceMinor - one.priceMinor || compareNames(one, other),
  stock: (one, other) => one.stock - other.stock || compareNames(one, other),
};
