// What an alert says of a vendor, in the words of who looks after vendors. Numbers are those of the moment in which the
// severity changed; the vendor's page has the newest.
import { severityWords } from "#lib/contract/severity.ts";
import {
  type AlertSeverity,
  type VendorQuestion,
  vendorQuestionWords,
} from "#lib/contract/vendor-questions.ts";
import type { VendorChange } from "#lib/vendors/types.ts";
import { inHours, inMinutes, whole } from "./words.ts";

type Reached = { severity: AlertSeverity; limit: number | undefined };

export function describeVendor(change: VendorChange, reached: Reached): { title: string; detail: string } {
  const { title, detail } = wordsOf(change);
  return { title, detail: `${detail} ${limitOf(change.question, reached)}`.trim() };
}

/** The limit that made it as bad as it is. */
function limitOf(question: VendorQuestion, { severity, limit }: Reached): string {
  if (limit === undefined) return "";
  const { unit, worse } = vendorQuestionWords[question];
  const amount = unit === "percent" ? `${limit} %` : inMinutes(limit);
  const { word } = severityWords[severity];
  return worse === "lower" ? `${word} at ${amount} or less.` : `${word} from ${amount} on.`;
}

function wordsOf(change: VendorChange): { title: string; detail: string } {
  const { name, city, row } = change;
  switch (change.question) {
    case "vendor-status": {
      const { offlineSince, offlineMinutes } = change.row;
      const since = offlineSince ? ` since ${inHours(offlineSince)}` : "";
      return {
        title: `${name} is offline`,
        detail: `${name}, ${city}, takes no orders${since}: offline for ${inMinutes(offlineMinutes)}.`,
      };
    }
    case "vendor-product-status": {
      const { available, products, availablePercent } = change.row;
      return {
        title: `${name}: ${whole(availablePercent)} % of products available`,
        detail: `${available} of ${products} products can be ordered at ${name}, ${city}, as of ${inHours(row.observedAt)}.`,
      };
    }
    case "discount-stock": {
      const { left, initial, leftPercent, product } = change.row;
      return {
        title: `${name}: ${left} of ${initial} left of ${product}`,
        detail: `${whole(leftPercent)} % of what was put on discount at ${name}, ${city}, is left, as of ${inHours(row.observedAt)}.`,
      };
    }
  }
}
