import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asAppError } from "#lib/kernel/errors.ts";
import { createPathTable } from "./path-pattern.ts";

const table = createPathTable(
  [
    "/api/products/{sku}",
    "/api/products/featured",
    "/shop/{tenant}/orders/{orderId}",
    "/docs/{...rest}",
    "/",
  ].map((pattern) => [pattern, pattern] as const),
);

const segment = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });

describe("a path", () => {
  test("that is written out wins over a pattern, whichever came first", () => {
    expect(table.find("/api/products/featured")).toMatchObject({
      pattern: "/api/products/featured",
      params: {},
    });
    expect(table.find("/")?.pattern).toBe("/");
  });

  test("gives its parameters back as they were before they were escaped", () => {
    fc.assert(
      fc.property(segment, segment, (tenant, orderId) => {
        const path = `/shop/${encodeURIComponent(tenant)}/orders/${encodeURIComponent(orderId)}`;
        expect(table.find(path)?.params).toEqual({ tenant, orderId });
      }),
    );
  });

  test("keeps an escaped slash inside its parameter", () => {
    expect(table.find("/api/products/a%2Fb")?.params).toEqual({ sku: "a/b" });
  });

  test("hands everything that is left to a rest parameter", () => {
    expect(table.find("/docs/a/b%20c/d")).toMatchObject({
      pattern: "/docs/{...rest}",
      params: { rest: "a/b c/d" },
    });
  });

  test.each([
    "/api/products",
    "/api/products/",
    "/api/products/a/",
    "/api/products/a/b",
    "/API/products/a",
    "/shop/merch/orders/",
    "/shop//orders/1",
    "/docs",
    "/docs/",
    "",
    "/constructor",
  ])("%s is not there", (path) => {
    expect(table.find(path)).toBeUndefined();
  });

  test.each(["/api/products/%", "/api/products/%E0%A4%A", "/docs/ok/%zz"])(
    "%s is refused for its broken escape, not answered with an internal error",
    (path) => {
      let thrown: unknown;
      try {
        table.find(path);
      } catch (error) {
        thrown = error;
      }
      expect(asAppError(thrown)?.code).toBe("bad_request");
    },
  );

  test("of any shape is found, not found, or refused; nothing else happens", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        try {
          const match = table.find(`/${text}`);
          if (match) expect(Object.values(match.params).every((value) => value !== "")).toBe(true);
        } catch (error) {
          expect(asAppError(error)?.code).toBe("bad_request");
        }
      }),
    );
  });
});
