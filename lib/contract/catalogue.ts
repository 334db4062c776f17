import { z } from "zod";
import { tenants } from "./tenant.ts";

export const productSorts = ["name", "price", "-price", "stock"] as const;

export const ProductQuery = z.strictObject({
  tenant: z.enum(tenants).default("merch"),
  q: z.string().trim().max(100).optional().describe("Words that the name or description contains"),
  category: z.string().max(60).optional(),
  sort: z.enum(productSorts).default("name"),
});
export type ProductQuery = z.infer<typeof ProductQuery>;

export const Product = z.object({
  sku: z.string(),
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  category: z.string(),
  tenant: z.enum(tenants),
  priceMinor: z.int().nonnegative().describe("Price in the currency's minor unit, e.g. cents"),
  currency: z.string().length(3),
  stock: z.int().nonnegative(),
  picture: z.string().describe("Path of an SVG that ships with the shop"),
});
export type Product = z.infer<typeof Product>;

export const ProductList = z.object({ products: z.array(Product) });
export type ProductList = z.infer<typeof ProductList>;
