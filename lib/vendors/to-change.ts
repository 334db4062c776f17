import { type Severity, severities } from "#lib/contract/severity.ts";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import type { Reading, VendorName } from "./reading.ts";
import { toDiscountRow, toProductsRow, toStatusRow } from "./to-row.ts";
import type { VendorChange } from "./types.ts";

export type Transition = { reading: Reading; from: Severity | null; to: Severity | null };

export function toChange(
  question: VendorQuestion,
  { reading, from, to }: Transition,
  names: ReadonlyMap<string, VendorName>,
): VendorChange {
  const { code, item, value } = reading;
  const vendor = names.get(code) ?? { name: code, city: "" };
  const change = { code, ...vendor, item, value, from, to };
  if (question === "vendor-status") return { ...change, question, row: toStatusRow(reading, vendor) };
  if (question === "vendor-product-status")
    return { ...change, question, row: toProductsRow(reading, vendor) };
  return { ...change, question, row: toDiscountRow(reading, vendor) };
}

/** The worst first, what is gone last; else in the order of codes, so that equal answers give equal changes. */
export function byWorst(one: VendorChange, other: VendorChange): number {
  return rank(one.to) - rank(other.to) || compare(one.code, other.code) || compare(one.item, other.item);
}

const rank = (severity: Severity | null) => (severity ? severities.indexOf(severity) : severities.length);

export const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other));
