// What can be asked of vendors.
import { z } from "zod";
import { vendorQuestions } from "./vendor-questions.ts";

const code = z.string().min(1).max(64);

export const VendorPageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(5_000).default(1_000),
  cursor: z.string().min(1).max(200).optional().describe("`next` of the page before"),
});
export type VendorPageQuery = z.infer<typeof VendorPageQuery>;

export const VendorAddress = z.strictObject({ code });
export const QuestionAddress = z.strictObject({ question: z.enum(vendorQuestions) });

export const historyRanges = ["6h", "24h", "7d", "30d", "90d"] as const;
export const VendorHistoryQuery = z.strictObject({
  question: z.enum(vendorQuestions),
  item: z.string().max(64).default(""),
  range: z.enum(historyRanges).default("24h"),
});
export type VendorHistoryQuery = z.infer<typeof VendorHistoryQuery>;
