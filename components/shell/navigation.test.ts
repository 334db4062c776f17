import { describe, expect, test } from "vitest";
import { hrefFrom, isHere, sections } from "./navigation.ts";

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

describe("isHere", () => {
  const pages = sections.flatMap((section) => section.pages);
  test.each([
    ["/room", "Overview", "page"],
    ["/room/alerts", "Alerts", "page"],
    ["/room/alerts/alr_1", "Alerts", "true"],
    ["/room/notifications", "Alerts", "true"],
    ["/room/silences", "Alerts", "true"],
    ["/room/vendors/thresholds", "Vendors", "true"],
  ])("at %s one is at %s and nowhere else", (path, label, current) => {
    const here = pages.filter((page) => isHere(page, path)).map((page) => [page.label, isHere(page, path)]);
    expect(here).toEqual([[label, current]]);
  });
});
