import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { Product } from "#lib/contract/catalogue.ts";
import { tenants } from "#lib/contract/tenant.ts";
import { assortment } from "./assortment.ts";

const pictures = new URL("../../public/products/", import.meta.url);

test("every product is one", () => {
  for (const product of assortment) expect(Product.parse(product)).toEqual(product);
});

test("the shops sell what they promise", () => {
  const count = (tenant: string) => assortment.filter((product) => product.tenant === tenant).length;
  expect(tenants.map(count)).toEqual([10, 8]);
  const categories = assortment.filter(({ tenant }) => tenant === "merch").map(({ category }) => category);
  expect([...new Set(categories)]).toEqual(["Electronics", "Clothing", "Books", "Home & Garden"]);
});

test.each(["sku", "slug", "name"] as const)("no two products share a %s", (key) => {
  expect(new Set(assortment.map((product) => product[key])).size).toBe(assortment.length);
});

test("every product has its picture, and every picture its product", async () => {
  const wanted = assortment.map(({ picture }) => picture.replace("/products/", ""));
  expect((await readdir(pictures)).toSorted()).toEqual(wanted.toSorted());
});

test.each(assortment.map(({ slug }) => slug))("the picture of %s is small and stands alone", async (slug) => {
  const svg = await readFile(new URL(`${slug}.svg`, pictures), "utf8");
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 320 240">/);
  expect(Buffer.byteLength(svg)).toBeLessThan(4_096);
  expect(svg).not.toMatch(/<(script|style|text|image|use|foreignObject)|href|url\(|on\w+=/);
});
