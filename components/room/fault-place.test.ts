import { expect, test } from "vitest";
import { placeHref, serviceOf } from "./fault-place.ts";

test.each([
  ["db-service", "/room/services/db-service"],
  ["payment-service/charge", "/room/services/payment-service"],
  ["order-service->payment-service", "/room/services/order-service"],
  ["vendors", "/room/vendors"],
  ["vendor:V0042", "/room/vendors/V0042"],
  ["cart", undefined],
])("what was done to %s leads to %s", (target, href) => {
  expect(placeHref(target)).toBe(href);
});

test("at vendors and at the cart no service is broken", () => {
  expect(["vendors", "vendor:V0042", "cart"].map(serviceOf)).toEqual([undefined, undefined, undefined]);
});
