import { describe, expect, test } from "vitest";
import { ProductQuery } from "./catalogue.ts";

describe("a question to the catalogue", () => {
  test("without anything asks for the merch shop by name", () => {
    expect(ProductQuery.parse({})).toEqual({ tenant: "merch", sort: "name" });
  });

  test.each([
    { tenant: "other" },
    { sort: "-stock" },
    { q: "x".repeat(101) },
    { category: "x".repeat(61) },
    { q: ["a", "b"] },
    { limit: "5" },
  ])("%j is refused", (query) => {
    expect(ProductQuery.safeParse(query).success).toBe(false);
  });
});
