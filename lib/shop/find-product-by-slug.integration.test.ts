import { beforeAll, expect, test } from "vitest";
import { describeOnEveryStore } from "#lib/store/testing/every-store.ts";
import type { Store } from "#lib/store/types.ts";
import { assortment } from "./assortment.ts";
import { findProductBySlug } from "./find-product-by-slug.ts";
import { stockCatalogue } from "./stock-catalogue.ts";

describeOnEveryStore("finding a product by its page's address", (open) => {
  let store: Store;
  const find = (slug: string) => findProductBySlug({ store }, { tenant: "merch", slug });

  beforeAll(async () => {
    store = await open();
    await stockCatalogue({ store }, { clear: false });
  });

  test("gives the product, whole", async () => {
    expect(await find("leaky-bucket")).toEqual(assortment.find(({ slug }) => slug === "leaky-bucket"));
  });

  test.each([
    "canary",
    "nothing-of-this-name",
    "Leaky-Bucket",
    "leaky_bucket",
    "leaky\0",
    "",
    "x".repeat(5_000),
  ])("knows nothing in this shop called %j", async (slug) => {
    expect(await find(slug)).toBeUndefined();
  });
});
