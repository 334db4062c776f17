import { type Severity, severities } from "#lib/contract/severity.ts";
import type { ThresholdPreview, ThresholdPreviewRequest } from "#lib/contract/thresholds.ts";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import { ask } from "#lib/store/ask.ts";
import { judgeAnew } from "../judge-rows.ts";
import { readReadings } from "../readings-table.ts";
import { compare } from "../to-change.ts";
import type { VendorsContext } from "../types.ts";
import { readVendorNames } from "../vendors-table.ts";
import { refuseMistakes } from "./check-change.ts";

/** Enough to see what it is about; the counts tell the rest. */
const mostExamples = 50;

/** What a change would come to now, by the very judgement that the change then makes. */
export async function previewThresholds(
  { store }: Pick<VendorsContext, "store">,
  question: VendorQuestion,
  wanted: ThresholdPreviewRequest,
): Promise<ThresholdPreview> {
  refuseMistakes(question, wanted);
  const [readings, names] = await ask(store, async (db) => [
    [...(await readReadings(db, question)).values()],
    await readVendorNames(db),
  ]);
  const before = countBy(readings.map(({ severity }) => severity));
  const changes = judgeAnew(question, readings, wanted);
  const after = { ...before };
  for (const change of changes) {
    after[change.before] -= 1;
    after[change.after] += 1;
  }
  const examples = changes
    .toSorted(
      (one, other) =>
        severities.indexOf(one.after) - severities.indexOf(other.after) ||
        compare(one.reading.code, other.reading.code) ||
        compare(one.reading.item, other.reading.item),
    )
    .slice(0, mostExamples)
    .map(({ reading: { code, item, value }, ...judged }) => ({
      code,
      name: names.get(code)?.name ?? code,
      item,
      value,
      ...judged,
    }));
  return { before, after, changed: changes.length, examples };
}

function countBy(found: readonly Severity[]): Record<Severity, number> {
  const counts = Object.fromEntries(severities.map((severity) => [severity, 0])) as Record<Severity, number>;
  for (const severity of found) counts[severity] += 1;
  return counts;
}
