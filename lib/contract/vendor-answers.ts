// What is answered of vendors. Pages read it as well, so it is written with the small zod.
import { z } from "zod/mini";
import { SeverityName, VendorQuestionName } from "./thresholds.ts";

/** How old what is shown is, and why. */
export const Freshness = z.object({
  question: VendorQuestionName,
  source: z.enum(["simulated", "metabase"]),
  /** When the source last answered; null: never yet. */
  fetchedAt: z.nullable(z.iso.datetime()),
  ageSeconds: z.nullable(z.number()),
  /** Older than two intervals of its job. */
  stale: z.boolean(),
  /** Why the newest run brought nothing; null when it did. */
  problem: z.nullable(z.string()),
  /** Rows of the newest answer that were not as agreed. */
  badRows: z.int(),
});
export type Freshness = z.infer<typeof Freshness>;

const vendor = { code: z.string(), name: z.string(), city: z.string() };
const judged = { severity: SeverityName, since: z.iso.datetime(), observedAt: z.iso.datetime() };
const page = { next: z.nullable(z.string()), freshness: Freshness };

export const VendorCode = z.object(vendor);
export type VendorCode = z.infer<typeof VendorCode>;
export const VendorCodes = z.object({ vendors: z.array(VendorCode) });

export const VendorStatusRow = z.object({
  ...vendor,
  status: z.enum(["online", "offline"]),
  offlineSince: z.nullable(z.iso.datetime()),
  offlineMinutes: z.number(),
  ...judged,
});
export type VendorStatusRow = z.infer<typeof VendorStatusRow>;
export const VendorStatusList = z.object({ vendors: z.array(VendorStatusRow), ...page });

export const VendorProductStatusRow = z.object({
  ...vendor,
  products: z.int(),
  available: z.int(),
  availablePercent: z.number(),
  ...judged,
});
export type VendorProductStatusRow = z.infer<typeof VendorProductStatusRow>;
export const VendorProductStatusList = z.object({ vendors: z.array(VendorProductStatusRow), ...page });

/** A row for each discounted item of a vendor. */
export const DiscountStockRow = z.object({
  ...vendor,
  item: z.string(),
  product: z.string(),
  left: z.int(),
  initial: z.int(),
  leftPercent: z.number(),
  ...judged,
});
export type DiscountStockRow = z.infer<typeof DiscountStockRow>;
export const DiscountStockList = z.object({ vendors: z.array(DiscountStockRow), ...page });

/** One vendor as the table shows it: the worst of what is known of it. */
export const VendorSummary = z.object({
  ...vendor,
  worst: SeverityName,
  since: z.iso.datetime(),
  status: z.nullable(z.omit(VendorStatusRow, { code: true, name: true, city: true })),
  products: z.nullable(z.omit(VendorProductStatusRow, { code: true, name: true, city: true })),
  /** Its worst discounted item, and how many it has. */
  discount: z.nullable(
    z.extend(z.omit(DiscountStockRow, { code: true, name: true, city: true }), { items: z.int() }),
  ),
  /** Percent of products available in the last hours, oldest first; null where nothing was observed. */
  spark: z.array(z.nullable(z.number())),
});
export type VendorSummary = z.infer<typeof VendorSummary>;

export const VendorList = z.object({
  /** All of them, the worst first: a browser can hold and filter thousands. */
  vendors: z.array(VendorSummary),
  freshness: z.array(Freshness),
});
export type VendorList = z.infer<typeof VendorList>;

export const VendorEvent = z.object({
  id: z.string(),
  question: VendorQuestionName,
  item: z.string(),
  at: z.iso.datetime(),
  from: z.nullable(SeverityName),
  to: SeverityName,
  value: z.number(),
});
export type VendorEvent = z.infer<typeof VendorEvent>;

export const VendorDetail = z.object({
  ...vendor,
  worst: SeverityName,
  status: z.nullable(VendorStatusRow),
  products: z.nullable(VendorProductStatusRow),
  discounts: z.array(DiscountStockRow),
  /** The newest first, at most 200. */
  events: z.array(VendorEvent),
  freshness: z.array(Freshness),
});
export type VendorDetail = z.infer<typeof VendorDetail>;

export const VendorHistory = z.object({
  question: VendorQuestionName,
  item: z.string(),
  stepMinutes: z.int(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  /** In the order of time; steps without an observation are left out. */
  points: z.array(
    z.object({
      at: z.iso.datetime(),
      low: z.number(),
      high: z.number(),
      average: z.number(),
      last: z.number(),
    }),
  ),
});
export type VendorHistory = z.infer<typeof VendorHistory>;
