// Which exemplars of a reading are kept: a registry has one for each bucket of each series, replaced all the time.
import type { Exemplar } from "../metrics/exemplar.ts";
import type { Family } from "../metrics/snapshot.ts";
import { labelsText } from "./labels-text.ts";
import { micros } from "./rows.ts";
import type { Cell } from "./tables.ts";

/** A chart shows a few dots a step; a busy process would otherwise keep more exemplars than points. */
const mostPerReading = 500;

/** Of each series the slowest and the newest of those that came after the reading before. */
export function exemplarRows(families: readonly Family[], sinceMs: number): Cell[][] {
  const rows: Cell[][] = [];
  for (const { name, series } of families) {
    for (const one of series) {
      const found = "exemplars" in one ? one.exemplars : [one.exemplar];
      for (const { value, timestampS, labels } of slowestAndNewest(found, sinceMs)) {
        if (rows.length === mostPerReading) return rows;
        const { trace_id: traceId = null, span_id: spanId = null } = labels;
        rows.push([micros(timestampS * 1_000_000), name, labelsText(one.labels), value, traceId, spanId]);
      }
    }
  }
  return rows;
}

/** Buckets ascend, so the last one that has a new exemplar has the slowest. */
function slowestAndNewest(found: readonly (Exemplar | undefined)[], sinceMs: number): Exemplar[] {
  let slowest: Exemplar | undefined;
  let newest: Exemplar | undefined;
  for (const exemplar of found) {
    if (!exemplar || exemplar.timestampS * 1_000 <= sinceMs) continue;
    slowest = exemplar;
    if (!newest || exemplar.timestampS > newest.timestampS) newest = exemplar;
  }
  return slowest && newest ? [...new Set([slowest, newest])] : [];
}
