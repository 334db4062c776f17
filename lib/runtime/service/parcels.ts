// Owns what is on its way to the main process: one parcel at a time, under one number until it is settled.
import type { Logger } from "#lib/telemetry/types.ts";
import type { Outcome } from "./post-report.ts";
import { countRows, halves, type ReportRows, type RowsWaiting } from "./report-rows.ts";

export type Parcel = { sequence: number; rows: ReportRows };

export type Parcels = {
  /** The one that is not settled yet, else the next. */
  current(): Parcel;
  settle(outcome: Outcome): void;
  /** Rows and parcels that have not arrived. */
  waiting(): number;
  /** Rows that were lost: for want of room, or because nobody would take them. */
  lost(): number;
};

/** Below what a server takes; where it takes less, it says so. */
const usualBytes = 512 * 1024;
const fewestBytes = 1_024;

export function createParcels({ rows, log }: { rows: RowsWaiting; log: Logger }): Parcels {
  /** Of parcels that were too large. */
  const parts: ReportRows[] = [];
  let parcel: Parcel | undefined;
  let sequence = 0;
  let maxBytes = usualBytes;
  let refused = 0;
  let complained = false;

  const giveUp = (given: ReportRows, reason: string) => {
    refused += countRows(given);
    // The complaint is itself something to report: one for each refused report would never end.
    if (!complained) log.warn("a report was refused, and what it told is lost", { reason });
    complained = true;
  };
  return {
    current() {
      if (parcel) return parcel;
      sequence += 1;
      parcel = { sequence, rows: parts.shift() ?? rows.next(maxBytes) };
      return parcel;
    },
    settle(outcome) {
      if (!parcel || outcome.kind === "again") return;
      const sent = parcel.rows;
      parcel = undefined;
      if (outcome.kind === "taken") complained = false;
      else if (outcome.kind === "never" || countRows(sent) <= 1) giveUp(sent, outcome.why);
      else {
        maxBytes = Math.max(fewestBytes, maxBytes / 2);
        parts.unshift(...halves(sent));
      }
    },
    waiting: () => parts.length + (parcel ? 1 : 0) + rows.length(),
    lost: () => rows.dropped() + refused,
  };
}
