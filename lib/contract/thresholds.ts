import { z } from "zod/mini";
import { type Severity, severities, severityWords } from "./severity.ts";
import { isStorable, unstorable } from "./storable-text.ts";
import {
  limitedSeverities,
  type VendorQuestion,
  vendorQuestions,
  vendorQuestionWords,
} from "./vendor-questions.ts";

export const VendorQuestionName = z.enum(vendorQuestions);
export const SeverityName = z.enum(severities);

/** A year of minutes; percents end at a hundred. */
const mostMinutes = 525_600;
const limit = z.number().check(z.gte(0), z.lte(mostMinutes));

/**
 * A value is as bad as the worst limit that it reaches: at or below it where lower is worse, at or above it where higher is.
 * `margin`: how far beyond a limit it must come back before it counts as better, so that a value on the edge does not flap.
 */
export const ThresholdLimits = z.strictObject({
  cherry: limit,
  "red-high": limit,
  red: limit,
  yellow: limit,
  green: limit,
  "light-green": limit,
});
export type ThresholdLimits = z.infer<typeof ThresholdLimits>;

export const Thresholds = z.object({
  question: VendorQuestionName,
  /** 0: as delivered, never changed. */
  version: z.int(),
  limits: ThresholdLimits,
  margin: z.number(),
  changedBy: z.string(),
  note: z.string(),
  changedAt: z.nullable(z.iso.datetime()),
  isDefault: z.boolean(),
});
export type Thresholds = z.infer<typeof Thresholds>;
export const ThresholdList = z.object({ thresholds: z.array(Thresholds) });
export const ThresholdVersions = z.object({ versions: z.array(Thresholds) });

const change = { limits: ThresholdLimits, margin: z.number().check(z.gte(0), z.lte(mostMinutes)) };
export const ThresholdPreviewRequest = z.strictObject(change);
export type ThresholdPreviewRequest = z.infer<typeof ThresholdPreviewRequest>;
export const ThresholdChange = z.strictObject({
  ...change,
  /** Of the version that was changed: another change in between is told, not overwritten. */
  version: z.int().check(z.gte(0)),
  note: z._default(z.string().check(z.trim(), z.maxLength(200), z.refine(isStorable, unstorable)), ""),
});
export type ThresholdChange = z.infer<typeof ThresholdChange>;

/** Named, it must be the version that holds. */
export const ThresholdResetQuery = z.strictObject({
  version: z.optional(z.coerce.number().check(z.int(), z.gte(0))),
});

/** What would be judged differently. */
export const ThresholdPreview = z.object({
  before: z.record(z.string(), z.int()),
  after: z.record(z.string(), z.int()),
  changed: z.int(),
  /** The worst first, a page of them. */
  examples: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      item: z.string(),
      value: z.number(),
      before: SeverityName,
      after: SeverityName,
    }),
  ),
});
export type ThresholdPreview = z.infer<typeof ThresholdPreview>;

export type LimitMistake = { severity: keyof ThresholdLimits | "margin"; message: string };

/** Limits must get strictly better from one severity to the next, and fit their unit. */
export function checkLimits(
  question: VendorQuestion,
  { limits, margin }: ThresholdPreviewRequest,
): LimitMistake[] {
  const { unit, worse } = vendorQuestionWords[question];
  const most = unit === "percent" ? 100 : mostMinutes;
  const mistakes: LimitMistake[] = [];
  for (const [nth, severity] of limitedSeverities.entries()) {
    const value = limits[severity];
    if (value > most) mistakes.push({ severity, message: `is more than ${most}` });
    const before = limitedSeverities[nth - 1];
    if (!before) continue;
    const isBetter = worse === "lower" ? value > limits[before] : value < limits[before];
    if (!isBetter)
      mistakes.push({
        severity,
        message: `must be ${worse === "lower" ? "above" : "below"} that of ${severityWords[before].word} (${before})`,
      });
  }
  if (margin > most) mistakes.push({ severity: "margin", message: `is more than ${most}` });
  else if (!leavesRoom(worse, limits["light-green"], margin))
    mistakes.push({
      severity: "margin",
      message: "is so large that nothing could become Excellent (dark-green) again",
    });
  return mistakes;
}

/** The best value there can be must be better than the last limit by more than the margin. */
function leavesRoom(worse: "lower" | "higher", last: number, margin: number): boolean {
  return margin === 0 || (worse === "lower" ? last + margin < 100 : last - margin > 0);
}

/** How bad a value is. With `previous`, it must come back by the margin before it counts as better. */
export function judge(
  question: VendorQuestion,
  { limits, margin }: ThresholdPreviewRequest,
  value: number,
  previous?: Severity,
): Severity {
  const { worse } = vendorQuestionWords[question];
  const reached = (by: number): Severity =>
    limitedSeverities.find((severity) =>
      worse === "lower" ? value <= limits[severity] + by : value >= limits[severity] - by,
    ) ?? "dark-green";
  const now = reached(0);
  if (!previous || severities.indexOf(now) <= severities.indexOf(previous)) return now;
  // Better than before: only as much better as it is by more than the margin, and never worse than it was.
  const surely = reached(margin);
  return severities.indexOf(surely) < severities.indexOf(previous) ? previous : surely;
}
