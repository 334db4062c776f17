import { describe, expect, test } from "vitest";
import { offline, vendor } from "./testing/vendors.ts";
import { countVendors, readVendorView, shownVendors } from "./vendor-view.ts";

const vendors = [
  vendor("V1", { name: "Nordkapp Bakery", city: "Oslo" }),
  vendor("V2", { name: "Harbour Grill", city: "Bergen", ...offline(90) }),
  vendor("V3", { name: "Harbour Sushi", city: "Oslo", ...offline(10) }),
  vendor("V4", { name: "Quiet Pharmacy", city: "Oslo", status: null }),
];
const view = (address: string) => readVendorView(new URLSearchParams(address));
const codes = (address: string) => shownVendors(vendors, view(address)).map(({ code }) => code);

describe("the address says which vendors are shown", () => {
  test.each([
    ["", ["V2", "V3", "V1", "V4"]],
    ["q=harbour", ["V2", "V3"]],
    ["q=oslo+harbour", ["V3"]],
    ["severity=cherry,yellow", ["V2", "V3"]],
    ["city=Oslo&status=offline", ["V3"]],
    ["question=vendor-status", ["V2", "V3", "V1"]],
    ["sort=name", ["V2", "V3", "V1", "V4"]],
    ["sort=offline", ["V2", "V3", "V1", "V4"]],
    ["status=sideways&severity=purple&sort=luck", ["V2", "V3", "V1", "V4"]],
  ])("%s", (address, expected) => {
    expect(codes(address)).toEqual(expected);
  });
});

test("beside each value stands how many there would be with it and with everything else that is asked", () => {
  const counts = countVendors(vendors, view("city=Oslo&severity=yellow"));
  expect(counts.severities).toMatchObject({ cherry: 0, yellow: 1, "dark-green": 2 });
  expect(counts.cities).toEqual([{ city: "Oslo", vendors: 1 }]);
  expect(counts.states).toEqual({ offline: 1, online: 0 });
});

test("a vendor of which a question knows nothing counts nowhere in it", () => {
  const counts = countVendors(vendors, view("question=vendor-status"));
  expect(Object.values(counts.severities).reduce((sum, one) => sum + one)).toBe(3);
});
