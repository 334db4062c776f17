// What every question about the past has in common: who, when, how much of it, and where the last page ended.
import { z } from "zod";
import { timeRangeParts } from "./time-range.ts";

export const maxPageRows = 200;
export const defaultPageRows = 50;

export const pageOfHistory = {
  service: z.string().min(1).max(63).optional().describe("Only what this service recorded"),
  ...timeRangeParts,
  limit: z.coerce.number().int().min(1).max(maxPageRows).default(defaultPageRows),
};
