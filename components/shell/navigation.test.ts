import { describe, expect, test } from "vitest";
import { hrefFrom } from "./navigation.ts";

describe("hrefFrom", () => {
  test.each([
    ["/shop/coupons", "/shop/merch/cart", "/shop/coupons/cart"],
    ["/shop/coupons/p/canary", "/shop/merch/orders", "/shop/coupons/orders"],
    ["/shop/merch", "/shop/merch/cart", "/shop/merch/cart"],
    ["/room", "/shop/merch/orders", "/shop/merch/orders"],
    ["/shop/coupons-of-others", "/shop/merch/cart", "/shop/merch/cart"],
  ])("from %s, %s is %s", (path, href, expected) => {
    expect(hrefFrom(path, href)).toBe(expected);
  });

  test("leaves every other page where it is", () => {
    expect(hrefFrom("/shop/coupons", "/shop/merch")).toBe("/shop/merch");
  });
});
