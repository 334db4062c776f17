// Apart from the schemas, so that a page which offers ranges need not load zod first.

const minuteMs = 60_000;
export const rangeLengthMs = {
  "5m": 5 * minuteMs,
  "15m": 15 * minuteMs,
  "1h": 60 * minuteMs,
  "6h": 360 * minuteMs,
  "24h": 1_440 * minuteMs,
} as const;
export type RangeName = keyof typeof rangeLengthMs;
export const rangeNames = Object.keys(rangeLengthMs) as RangeName[];

/** What a page about the past shows when its address says nothing. */
export const usualRange: RangeName = "15m";

export function isRangeName(text: string | null | undefined): text is RangeName {
  return typeof text === "string" && Object.hasOwn(rangeLengthMs, text);
}
