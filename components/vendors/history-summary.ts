// A vendor's history in words, for whoever does not see the chart.
import type { VendorHistory } from "#lib/contract/vendor-answers.ts";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import { writeMinutes, writeValue } from "./vendor-words.ts";

/** What the line is, as a title. */
export const historyTitles: Record<VendorQuestion, string> = {
  "vendor-status": "Minutes offline",
  "vendor-product-status": "Products available",
  "discount-stock": "Left of the item",
};

export function historyWords({ question, points, stepMinutes, from, to }: VendorHistory): string {
  const hours = Math.round((Date.parse(to) - Date.parse(from)) / 3_600_000);
  const span = hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
  const last = points.at(-1);
  if (!last) return `Nothing was observed in the last ${span}.`;
  const say = (value: number) => writeValue(question, value);
  const low = Math.min(...points.map((point) => point.low));
  const high = Math.max(...points.map((point) => point.high));
  const mean = points.reduce((sum, point) => sum + point.average, 0) / points.length;
  const between =
    low === high ? `always ${say(low)}` : `between ${say(low)} and ${say(high)}, ${say(mean)} on average`;
  return `In the last ${span}: ${between}; ${say(last.last)} at last. ${points.length} steps of ${writeMinutes(stepMinutes)} were observed.`;
}
