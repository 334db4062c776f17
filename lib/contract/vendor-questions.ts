// No zod here: pages read it at once.
import type { Severity } from "./severity.ts";

/** What is asked of the vendors' source, each by a job of its own. */
export const vendorQuestions = ["discount-stock", "vendor-status", "vendor-product-status"] as const;
export type VendorQuestion = (typeof vendorQuestions)[number];

/** The value that is judged: which way is bad, and in what it is told. */
export const vendorQuestionWords: Record<
  VendorQuestion,
  { title: string; value: string; unit: "percent" | "minutes"; worse: "lower" | "higher" }
> = {
  "discount-stock": {
    title: "Discount stock",
    value: "left of a discounted item",
    unit: "percent",
    worse: "lower",
  },
  "vendor-status": { title: "Vendor status", value: "offline", unit: "minutes", worse: "higher" },
  "vendor-product-status": {
    title: "Product status",
    value: "of products available",
    unit: "percent",
    worse: "lower",
  },
};

/** The six that have a limit, worst first; what reaches none of them is `dark-green`. */
export const limitedSeverities = [
  "cherry",
  "red-high",
  "red",
  "yellow",
  "green",
  "light-green",
] as const satisfies readonly Severity[];
export type LimitedSeverity = (typeof limitedSeverities)[number];

/** From here on a value is an alert. */
export const alertingSeverities = [
  "cherry",
  "red-high",
  "red",
  "yellow",
] as const satisfies readonly Severity[];
export type AlertSeverity = (typeof alertingSeverities)[number];
