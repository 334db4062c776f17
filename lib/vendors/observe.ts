// From a row of the source to the value that is judged.
import type { Observation, Reading } from "./reading.ts";
import type { SourceRow } from "./types.ts";

export function observe(row: SourceRow, previous: Reading | undefined, nowMs: number): Observation {
  const { code } = row;
  if (row.question === "discount-stock") {
    const { item, product, left, initial } = row;
    return { code, item, value: percent(left, initial), facts: { product, left, initial } };
  }
  if (row.question === "vendor-product-status") {
    const { products, available } = row;
    return { code, item: "", value: percent(available, products), facts: { products, available } };
  }
  const { status } = row;
  if (status === "online") return { code, item: "", value: 0, facts: { status, offlineSince: null } };
  const offlineSince = row.offlineSince ?? knownAbsence(previous) ?? new Date(nowMs).toISOString();
  const value = round(Math.max(0, nowMs - Date.parse(offlineSince)) / 60_000);
  return { code, item: "", value, facts: { status, offlineSince } };
}

/** A source that does not say since when: since we first heard of it. */
function knownAbsence(previous: Reading | undefined): string | undefined {
  const since = previous?.facts.offlineSince;
  return typeof since === "string" ? since : undefined;
}

/** Of nothing, nothing is there to be had. More than there was at first is all of it. */
function percent(part: number, whole: number): number {
  return whole > 0 ? round(Math.min(1, part / whole) * 100) : 0;
}

const round = (value: number) => Math.round(value * 100) / 100;
