// What every connected Socket.IO client hears of vendors, under the names that the original board used.
import { z } from "zod/mini";
import { DiscountStockRow, VendorProductStatusRow, VendorStatusRow } from "./vendor-answers.ts";

const news = { id: z.string(), at: z.iso.datetime(), alertId: z.string(), resolved: z.boolean() };

/** A vendor went into, through or out of an alerting severity because of its status. */
export const VendorAlertEvent = z.object({ ...news, vendor: VendorStatusRow });
export type VendorAlertEvent = z.infer<typeof VendorAlertEvent>;

/** The same, because of its products. */
export const VendorProductAlertEvent = z.object({ ...news, vendor: VendorProductStatusRow });
export type VendorProductAlertEvent = z.infer<typeof VendorProductAlertEvent>;

/** Once for every run of the job: how many rows are how bad, and the rows that changed their severity (the worst first, at most 100). */
export const DiscountStockUpdate = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  rows: z.int(),
  counts: z.record(z.string(), z.int()),
  changed: z.array(DiscountStockRow),
});
export type DiscountStockUpdate = z.infer<typeof DiscountStockUpdate>;

export type VendorEvents = {
  vendor_alert: (event: VendorAlertEvent) => void;
  vendor_product_alert: (event: VendorProductAlertEvent) => void;
  discount_stock_update: (event: DiscountStockUpdate) => void;
};

/** One of them under its name. */
export type VendorTold = {
  [Name in keyof VendorEvents]: readonly [name: Name, event: Parameters<VendorEvents[Name]>[0]];
}[keyof VendorEvents];
