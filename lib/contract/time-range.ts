// A stretch of the past, as addresses and endpoints write it: `range=15m` up to now, or `from` and `to`.
import { z } from "zod";
import { rangeLengthMs, rangeNames } from "./range-lengths.ts";

export const RangeName = z.enum(rangeNames);
export type RangeName = z.infer<typeof RangeName>;

export const timeRangeParts = {
  range: RangeName.optional().describe("The time up to now, instead of `from` and `to`"),
  from: z.iso.datetime({ offset: true }).optional().describe("The earliest time"),
  to: z.iso.datetime({ offset: true }).optional().describe("The first time that is too late"),
};
export type TimeRange = {
  range?: RangeName | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

/** A range that ends before it begins, or is given twice, is a mistake to point out, not an empty answer. */
export function checkTimeRange({ range, from, to }: TimeRange, context: z.RefinementCtx) {
  const said = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
  if (range !== undefined && (from ?? to) !== undefined)
    said("range", "Say either `range`, or `from` and `to`");
  if (from !== undefined && to !== undefined && Date.parse(from) >= Date.parse(to))
    said("to", "The range ends before it begins");
}

/** `fromMs` belongs to the range, `toMs` does not; what is undefined is open. */
export function resolveTimeRange({ range, from, to }: TimeRange, nowMs: number) {
  if (range !== undefined) return { fromMs: nowMs - rangeLengthMs[range], toMs: undefined };
  return {
    fromMs: from === undefined ? undefined : Date.parse(from),
    toMs: to === undefined ? undefined : Date.parse(to),
  };
}
