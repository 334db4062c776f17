import { expect, test } from "vitest";
import type { AlertRow } from "#lib/alerts/types.ts";
import { severities } from "#lib/contract/severity.ts";
import {
  DiscountStockUpdate,
  VendorAlertEvent,
  VendorProductAlertEvent,
} from "#lib/contract/vendor-events.ts";
import type { StoredAnswer, VendorChange } from "#lib/vendors/types.ts";
import { toldOf } from "./vendor-events.ts";

const atMs = Date.UTC(2026, 2, 1, 12);
const at = new Date(atMs).toISOString();
const bakery = { code: "V0001", name: "Corner Bakery", city: "Lisbon" };
const judged = { severity: "red", since: at, observedAt: at } as const;
const moved = { ...bakery, item: "", value: 45, from: "dark-green", to: "red" } as const;
const counts = Object.fromEntries(severities.map((severity) => [severity, 1])) as StoredAnswer["counts"];

const offline: VendorChange = {
  ...moved,
  question: "vendor-status",
  row: { ...bakery, ...judged, status: "offline", offlineSince: at, offlineMinutes: 45 },
};
const soldOut: VendorChange = {
  ...moved,
  question: "vendor-product-status",
  row: { ...bakery, ...judged, products: 40, available: 4, availablePercent: 10 },
};
const item = (nth: number): VendorChange => ({
  ...moved,
  question: "discount-stock",
  item: `${nth}`,
  row: { ...bakery, ...judged, item: `${nth}`, product: "Rye", left: 1, initial: 20, leftPercent: 5 },
});

const alert = { id: "alr_1", subject: "V0001", item: "" } as AlertRow;
const news = (event: "firing" | "resolved") => [{ alertId: "alr_1", event, alert }];
const stored = (...changes: VendorChange[]) => ({ rows: 300, counts, changes });

test("an alert of a vendor's status is told as the contract says, with whom it is about", () => {
  const told = toldOf({
    id: "7",
    question: "vendor-status",
    atMs,
    stored: stored(offline),
    news: news("firing"),
  });
  expect(told.map(([name]) => name)).toEqual(["vendor_alert"]);
  const event = VendorAlertEvent.parse(told[0]?.[1]);
  expect(event).toMatchObject({ id: "7-alr_1", at, alertId: "alr_1", resolved: false, vendor: offline.row });
});

test("an alert of a vendor's products is told by the other name, and says when it is resolved", () => {
  const question = "vendor-product-status";
  const told = toldOf({ id: "7", question, atMs, stored: stored(soldOut), news: news("resolved") });
  expect(told.map(([name]) => name)).toEqual(["vendor_product_alert"]);
  expect(VendorProductAlertEvent.parse(told[0]?.[1])).toMatchObject({ resolved: true, vendor: soldOut.row });
});

test("a change that is no alert is not told as one", () => {
  expect(toldOf({ id: "7", question: "vendor-status", atMs, stored: stored(offline), news: [] })).toEqual([]);
});

test("discount stock is told once a run, also where nothing changed, and at most a hundred rows of it", () => {
  const many = Array.from({ length: 150 }, (_, nth) => item(nth));
  for (const [changes, most] of [
    [[], 0],
    [many, 100],
  ] as const) {
    const told = toldOf({ id: "7", question: "discount-stock", atMs, stored: stored(...changes), news: [] });
    expect(told.map(([name]) => name)).toEqual(["discount_stock_update"]);
    const update = DiscountStockUpdate.parse(told[0]?.[1]);
    expect(update).toMatchObject({ id: "7", rows: 300, counts });
    expect(update.changed.map((row) => row.item)).toEqual(many.slice(0, most).map((one) => one.item));
  }
});
