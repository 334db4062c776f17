import { checkLimits, type ThresholdPreviewRequest } from "#lib/contract/thresholds.ts";
import { type VendorQuestion, vendorQuestionWords } from "#lib/contract/vendor-questions.ts";
import { AppError } from "#lib/kernel/errors.ts";

/** Throws validation_failed with every limit that is out of its order or its range. */
export function refuseMistakes(question: VendorQuestion, change: ThresholdPreviewRequest): void {
  const mistakes = checkLimits(question, change);
  const [first] = mistakes;
  if (!first) return;
  throw new AppError(
    "validation_failed",
    `${vendorQuestionWords[question].title}: ${first.severity} ${first.message}.`,
    {
      fields: mistakes.map(({ severity, message }) => ({
        path: severity === "margin" ? "body.margin" : `body.limits.${severity}`,
        message,
      })),
    },
  );
}
