// What every question about the past has in common: who, when, how much of it, and where the last page ended.
import { z } from "zod";

export const maxPageRows = 200;
export const defaultPageRows = 50;

export const pageOfHistory = {
  service: z.string().min(1).max(63).optional().describe("Only what this service recorded"),
  from: z.iso.datetime({ offset: true }).optional().describe("The earliest time"),
  to: z.iso.datetime({ offset: true }).optional().describe("The first time that is too late"),
  limit: z.coerce.number().int().min(1).max(maxPageRows).default(defaultPageRows),
};

export const TraceId = z
  .string()
  .regex(/^[0-9a-f]{32}$/, "A trace id is 32 hexadecimal digits, in lower case");

/** A range that ends before it begins is a mistake to point out, not an empty answer. */
export const inOrder = ({ from, to }: { from?: string | undefined; to?: string | undefined }) =>
  from === undefined || to === undefined || Date.parse(from) < Date.parse(to);
export const notInOrder = { path: ["to"], error: "The range ends before it begins" };
