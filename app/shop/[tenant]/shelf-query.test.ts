import { describe, expect, test } from "vitest";
import { readShelfQuery, shelfHref, tooLongSearch } from "./shelf-query.ts";

describe("readShelfQuery", () => {
  test("reads search, category and sort", () => {
    expect(readShelfQuery("merch", { q: " lamp ", category: "Books", sort: "-price" })).toEqual({
      tenant: "merch",
      q: "lamp",
      category: "Books",
      sort: "-price",
    });
  });

  test.each([
    [{ sort: "colour" }],
    [{ q: "x".repeat(101) }],
    [{ q: "  " }],
    [{ category: "x".repeat(61) }],
    [{ unknown: "1" }],
  ])("shows the whole shelf for %j", (params) => {
    expect(readShelfQuery("coupons", params)).toEqual({ tenant: "coupons", sort: "name" });
  });

  test("takes the first of what is said twice", () => {
    expect(readShelfQuery("merch", { q: ["one", "two"] }).q).toBe("one");
  });
});

describe("tooLongSearch", () => {
  test("keeps the text of a search that the query had to leave out", () => {
    const text = "x".repeat(101);
    expect(tooLongSearch({ q: ` ${text} ` })).toBe(text);
  });

  test.each([[{}], [{ q: "lamp" }], [{ q: ` ${"x".repeat(100)} ` }]])(
    "has nothing to say of %j",
    (params) => {
      expect(tooLongSearch(params)).toBeUndefined();
    },
  );
});

describe("shelfHref", () => {
  const query = readShelfQuery("merch", { q: "a&b", category: "Home & Garden", sort: "price" });

  test("leads back to the same query", () => {
    const { searchParams, pathname } = new URL(shelfHref(query), "http://shop");
    expect(pathname).toBe("/shop/merch");
    expect(readShelfQuery("merch", Object.fromEntries(searchParams))).toEqual(query);
  });

  test("changes one part and keeps the others", () => {
    expect(shelfHref(query, { category: undefined })).toBe("/shop/merch?q=a%26b&sort=price");
  });

  test("is bare when nothing is asked", () => {
    expect(shelfHref(readShelfQuery("merch", {}))).toBe("/shop/merch");
  });
});
