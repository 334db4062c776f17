import { expect, test } from "vitest";
import { describeVendor } from "./describe-vendor.ts";
import { offline, stockLeft } from "./testing/alerts-under-test.ts";

test("what is wrong with a vendor is said with its number, its limit and since when", () => {
  expect(describeVendor(stockLeft("V1", "i1", "red"), { severity: "red", limit: 10 })).toEqual({
    title: "Café Noor: 3 of 40 left of Almond croissant",
    detail:
      "8 % of what was put on discount at Café Noor, Lisbon, is left, as of 12:00:00 UTC. High at 10 % or less.",
  });
  expect(describeVendor(offline("V1", null, "red-high"), { severity: "red-high", limit: 60 })).toEqual({
    title: "Café Noor is offline",
    detail:
      "Café Noor, Lisbon, takes no orders since 12:00:00 UTC: offline for 1 h 35 min. Very high from 1 h on.",
  });
});
