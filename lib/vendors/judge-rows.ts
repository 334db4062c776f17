// How bad each of thousands of rows is now, and which of them became another.
import type { Severity } from "#lib/contract/severity.ts";
import { judge, type ThresholdPreviewRequest } from "#lib/contract/thresholds.ts";
import { alertingSeverities, type VendorQuestion } from "#lib/contract/vendor-questions.ts";
import type { Turn } from "./history/write-history.ts";
import { inSlices } from "./in-slices.ts";
import { observe } from "./observe.ts";
import { type Facts, type Reading, readingKey } from "./reading.ts";
import type { Transition } from "./to-change.ts";
import type { SourceRow } from "./types.ts";

const sliceSize = 1_000;
const alerting: ReadonlySet<Severity> = new Set(alertingSeverities);

type Input = {
  question: VendorQuestion;
  rows: readonly SourceRow[];
  known: ReadonlyMap<string, Reading>;
  thresholds: ThresholdPreviewRequest;
  nowMs: number;
};
export type Judged = {
  readings: Map<string, Reading>;
  transitions: Transition[];
  /** Those that are as bad as they were, and bad enough for an alert. */
  holding: Transition[];
  /** Of which anything is not as it was: the rest need not be written. */
  changed: Reading[];
  /** What its value was, and is. */
  turns: Turn[];
};

export async function judgeRows({ question, rows, known, thresholds, nowMs }: Input): Promise<Judged> {
  const readings = new Map<string, Reading>();
  const judged: Judged = { readings, transitions: [], holding: [], changed: [], turns: [] };
  await inSlices(rows, sliceSize, (slice) => {
    for (const row of slice) {
      const item = row.question === "discount-stock" ? row.item : "";
      const key = readingKey({ code: row.code, item });
      if (readings.has(key)) continue;
      const previous = known.get(key);
      const observation = observe(row, previous, nowMs);
      const severity = judge(question, thresholds, observation.value, previous?.severity);
      const isSame = previous?.severity === severity;
      const reading: Reading = {
        ...observation,
        severity,
        sinceMs: isSame ? previous.sinceMs : nowMs,
        observedAtMs: nowMs,
        isMissed: false,
      };
      readings.set(key, reading);
      note(judged, reading, previous);
    }
  });
  return judged;
}

function note(
  { transitions, holding, changed, turns }: Judged,
  reading: Reading,
  previous: Reading | undefined,
): void {
  const { code, item, value, severity } = reading;
  const isSame = previous?.severity === severity;
  if (isSame && alerting.has(severity)) holding.push({ reading, from: severity, to: severity });
  if (!isSame) transitions.push({ reading, from: previous?.severity ?? null, to: severity });
  const before = previous && !previous.isMissed ? previous.value : null;
  if (before !== value) turns.push({ code, item, before, now: value });
  if (!isSame || before !== value || !haveSameFacts(previous.facts, reading.facts)) changed.push(reading);
}

function haveSameFacts(before: Facts, now: Facts): boolean {
  const names = Object.keys(now);
  return names.length === Object.keys(before).length && names.every((name) => before[name] === now[name]);
}

/** Limits that were changed judge anew, without regard to what a value was held at before. */
export function judgeAnew(
  question: VendorQuestion,
  readings: readonly Reading[],
  thresholds: ThresholdPreviewRequest,
): { reading: Reading; before: Severity; after: Severity }[] {
  return readings.flatMap((reading) => {
    const after = judge(question, thresholds, reading.value);
    return after === reading.severity ? [] : [{ reading, before: reading.severity, after }];
  });
}
