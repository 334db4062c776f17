import type { Clock } from "#lib/kernel/clock.ts";
import type { Ledger } from "./types.ts";

/** Nobody looks at a background shopper's payment the day after. */
const keptMs = 6 * 3_600_000;
/** Six hours of the usual traffic are a tenth of it; some 50 MB on the disk. */
const mostKept = 200_000;

/** Keeps the payments of background shoppers from filling the disk. Returns how many are gone. */
export function prunePayments({ ledger, clock }: { ledger: Ledger; clock: Clock }): Promise<number> {
  return ledger.prunePayments({ olderThanMs: clock.nowMs() - keptMs, most: mostKept });
}
