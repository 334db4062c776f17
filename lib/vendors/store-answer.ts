// Takes over what the source answered, all of it in its caller's transaction: a run that was superseded leaves nothing.
import { type Severity, severities } from "#lib/contract/severity.ts";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import { AppError } from "#lib/kernel/errors.ts";
import type { Database } from "#lib/store/types.ts";
import { writeAnswer } from "./answers-table.ts";
import { type Turn, writeHistory } from "./history/write-history.ts";
import { judgeRows } from "./judge-rows.ts";
import { type Reading, readingKey } from "./reading.ts";
import { lockReadings, readReadings, removeReadings, writeReadings } from "./readings-table.ts";
import { currentThresholds } from "./thresholds/read-thresholds.ts";
import { byWorst, type Transition, toChange } from "./to-change.ts";
import type { BadRow, SourceAnswer, StoredAnswer } from "./types.ts";
import { writeVendors } from "./vendors-table.ts";
import { writeEvents } from "./write-events.ts";

/** Who mends a source begins with the first ones. */
const mostBadExamples = 20;

type Input = { question: VendorQuestion; answer: SourceAnswer; nowMs: number };

/** Throws `unavailable` for an answer of which nothing can be used: what was known stays. */
export async function storeAnswer(tx: Database, { question, answer, nowMs }: Input): Promise<StoredAnswer> {
  const { rows, bad } = answer;
  await lockReadings(tx, question);
  const known = await readReadings(tx, question);
  refuseUseless(question, { rows, bad }, known.size);
  const thresholds = await currentThresholds(tx, question);
  const { readings, transitions, holding, changed, turns } = await judgeRows({
    question,
    rows,
    known,
    thresholds,
    nowMs,
  });
  const gone = goneFrom(known, readings, bad);
  const missed = missedNow(known, readings, gone);
  for (const reading of gone) transitions.push({ reading, from: reading.severity, to: null });
  const names = await writeVendors(tx, rows, nowMs);
  await removeReadings(tx, question, gone);
  await writeReadings(tx, question, [...changed, ...missed]);
  const ended = [...gone.filter(({ isMissed }) => !isMissed), ...missed].map(toEnd);
  const nth = await writeAnswer(tx, question, nowMs);
  await writeHistory(tx, [...turns, ...ended], { question, nowMs, nth });
  await writeEvents(tx, question, transitions, nowMs);
  return {
    rows: readings.size,
    badRows: bad.length,
    badExamples: bad.slice(0, mostBadExamples),
    changes: transitions.map((one: Transition) => toChange(question, one, names)).sort(byWorst),
    holding: holding.map((one) => toChange(question, one, names)),
    counts: countSeverities(known, readings, gone),
  };
}

/** Of discounts there may be none at all; that there are no vendors any more is a broken question, not news of them. */
function refuseUseless(question: VendorQuestion, { rows, bad }: SourceAnswer, known: number) {
  if (rows.length > 0) return;
  const [first] = bad;
  if (first)
    throw new AppError(
      "unavailable",
      `None of the answer's ${bad.length} rows could be used; the first: ${first.problem}. What was known before stays. Check the columns of the question.`,
    );
  if (question === "discount-stock" || known === 0) return;
  throw new AppError(
    "unavailable",
    `The answer had no rows, though ${known} vendors were known before; they stay. Check the question and its filters.`,
  );
}

/** A row that could not be read may be anybody's, unless its code could: then everybody else's absence is believed. */
function goneFrom(
  known: ReadonlyMap<string, Reading>,
  now: ReadonlyMap<string, Reading>,
  bad: readonly BadRow[],
): Reading[] {
  if (bad.some(({ code }) => code === undefined)) return [];
  const spared = new Set(bad.map(({ code }) => code));
  return [...known.values()].filter((reading) => !now.has(readingKey(reading)) && !spared.has(reading.code));
}

/** Nothing new is known of them, which was not so before: what is known is as old as it is from now on. */
function missedNow(
  known: ReadonlyMap<string, Reading>,
  now: ReadonlyMap<string, Reading>,
  gone: readonly Reading[],
): Reading[] {
  const left = new Set(gone.map(readingKey));
  return [...known]
    .filter(([key, reading]) => !reading.isMissed && !now.has(key) && !left.has(key))
    .map(([, reading]) => ({ ...reading, isMissed: true }));
}

const toEnd = ({ code, item, value }: Reading): Turn => ({ code, item, before: value, now: null });

function countSeverities(
  known: ReadonlyMap<string, Reading>,
  now: ReadonlyMap<string, Reading>,
  gone: readonly Reading[],
): Record<Severity, number> {
  const counts = Object.fromEntries(severities.map((severity) => [severity, 0])) as Record<Severity, number>;
  const left = new Set(gone.map(readingKey));
  for (const reading of now.values()) counts[reading.severity] += 1;
  for (const [key, reading] of known) if (!now.has(key) && !left.has(key)) counts[reading.severity] += 1;
  return counts;
}
