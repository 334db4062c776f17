// Limits that are still being written. Pure: as typed, so that a half-written number is not fought over.
import {
  checkLimits,
  type LimitMistake,
  type ThresholdPreviewRequest,
  type Thresholds,
} from "#lib/contract/thresholds.ts";
import {
  limitedSeverities,
  type VendorQuestion,
  vendorQuestionWords,
} from "#lib/contract/vendor-questions.ts";

export type LimitField = LimitMistake["severity"];
export type ThresholdDraft = Readonly<Record<LimitField, string>>;
export type Mistakes = Readonly<Partial<Record<LimitField, string>>>;

export const limitFields: readonly LimitField[] = [...limitedSeverities, "margin"];

export function draftOf({ limits, margin }: Pick<Thresholds, "limits" | "margin">): ThresholdDraft {
  const typed = limitedSeverities.map((severity) => [severity, String(limits[severity])]);
  return { ...(Object.fromEntries(typed) as Omit<ThresholdDraft, "margin">), margin: String(margin) };
}

/** Written otherwise, `5.0` for `5`, it is still the same. */
export function isSame(one: ThresholdDraft, other: ThresholdDraft): boolean {
  return limitFields.every((field) => readNumber(one[field]) === readNumber(other[field]));
}

type Read = { mistakes: Mistakes; wanted?: never } | { wanted: ThresholdPreviewRequest; mistakes: Mistakes };

/** What the server would be sent, or what is wrong with it, by the server's own judgement. */
export function readDraft(question: VendorQuestion, draft: ThresholdDraft): Read {
  const numbers = limitFields.map((field) => [field, readNumber(draft[field])] as const);
  const most = vendorQuestionWords[question].unit === "percent" ? 100 : 525_600;
  const unreadable = numbers.filter(([, number]) => !(number >= 0 && number <= most));
  if (unreadable.length > 0)
    return {
      mistakes: Object.fromEntries(unreadable.map(([field]) => [field, `A number from 0 to ${most}`])),
    };
  const { margin, ...limits } = Object.fromEntries(numbers) as Record<LimitField, number>;
  const wanted = { limits, margin };
  const mistakes: Partial<Record<LimitField, string>> = {};
  for (const { severity, message } of checkLimits(question, wanted))
    mistakes[severity] ??= message.charAt(0).toUpperCase() + message.slice(1);
  return Object.keys(mistakes).length > 0 ? { mistakes } : { wanted, mistakes };
}

/** A comma is what much of the world writes. */
function readNumber(text: string): number {
  const plain = text.trim().replace(",", ".");
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}
