import type { ThresholdPreviewRequest } from "#lib/contract/thresholds.ts";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import type { Database } from "#lib/store/types.ts";
import { judgeAnew } from "./judge-rows.ts";
import { lockReadings, readReadings, writeReadings } from "./readings-table.ts";
import { byWorst, toChange } from "./to-change.ts";
import type { VendorChange } from "./types.ts";
import { readVendorNames } from "./vendors-table.ts";
import { writeEvents } from "./write-events.ts";

/** What is known, judged by other limits; nothing is observed anew. */
export async function rejudge(
  tx: Database,
  question: VendorQuestion,
  thresholds: ThresholdPreviewRequest,
  nowMs: number,
): Promise<VendorChange[]> {
  await lockReadings(tx, question);
  const known = [...(await readReadings(tx, question)).values()];
  const transitions = judgeAnew(question, known, thresholds).map(({ reading, before, after }) => ({
    reading: { ...reading, severity: after, sinceMs: nowMs },
    from: before,
    to: after,
  }));
  await writeReadings(
    tx,
    question,
    transitions.map(({ reading }) => reading),
  );
  await writeEvents(tx, question, transitions, nowMs);
  const names = await readVendorNames(tx);
  return transitions.map((one) => toChange(question, one, names)).sort(byWorst);
}
