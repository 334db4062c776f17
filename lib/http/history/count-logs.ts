import { logTerms } from "#lib/contract/filter/log-terms.ts";
import type { LogCountQuery } from "#lib/contract/log.ts";
import {
  type FacetField,
  facetFields,
  type LogFacets,
  type LogHistogram,
} from "#lib/contract/log-answers.ts";
import { rangeLengthMs, usualRange } from "#lib/contract/range-lengths.ts";
import { resolveTimeRange } from "#lib/contract/time-range.ts";
import type { Runtime } from "#lib/runtime/type.ts";
import type { LogCount, LogFacetValue } from "#lib/telemetry/log-history.ts";
import { type Asking, askedHistory } from "./asked-history.ts";

type Context = Asking & Pick<Runtime, "clock">;

/** As many bars as can be told apart on a phone; a wider screen shows the same ones wider. */
const mostBuckets = 90;
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
/** Steps that a reader knows from a clock. */
const stepsMs = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * second),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minute),
  ...[1, 2, 4, 6, 12, 24].map((hours) => hours * hour),
];
const longestStepMs = 24 * hour;

export async function countLogsOverTime(ctx: Context, asked: LogCountQuery): Promise<LogHistogram> {
  const history = askedHistory(ctx);
  const nowMs = ctx.clock.nowMs();
  const range = resolveTimeRange(asked, nowMs);
  const toMs = range.toMs ?? nowMs;
  // Whoever asks for everything sees what there is, not the years before.
  const oldestMs = (await history.oldestLogMs()) ?? toMs - rangeLengthMs[usualRange];
  const reachesBack = range.fromMs === undefined || toMs - range.fromMs > mostBuckets * longestStepMs;
  const fromMs = Math.min(reachesBack ? oldestMs : (range.fromMs ?? oldestMs), toMs - 1);
  const stepMs = stepsMs.find((step) => (toMs - fromMs) / step <= mostBuckets) ?? longestStepMs;
  const counts = await history.countLogs({ terms: logTerms(asked), fromMs, toMs, stepMs });
  return {
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    stepMs,
    total: counts.reduce((sum, { lines }) => sum + lines, 0),
    buckets: bucketsOf(counts),
  };
}

function bucketsOf(counts: readonly LogCount[]): LogHistogram["buckets"] {
  const steps = Map.groupBy(counts, ({ startMs }) => startMs);
  return [...steps].map(([startMs, ofStep]) => ({
    startMs,
    counts: Object.fromEntries(ofStep.map(({ level, lines }) => [level, lines])),
  }));
}

/** Of each field, what a reader may choose from at a glance. */
const mostValues = 12;

export async function countLogFacets(ctx: Context, asked: LogCountQuery): Promise<LogFacets> {
  const counted = await askedHistory(ctx).countLogFacets({
    ...resolveTimeRange(asked, ctx.clock.nowMs()),
    terms: logTerms(asked),
  });
  const byField = Map.groupBy(counted, ({ field }) => field);
  return { facets: facetFields.map((field) => facetOf(field, byField.get(field) ?? [])) };
}

function facetOf(field: FacetField, counted: readonly LogFacetValue[]): LogFacets["facets"][number] {
  return {
    field,
    values: counted.slice(0, mostValues).map(({ value, lines }) => ({ value, lines })),
    more: Math.max(0, counted.length - mostValues),
  };
}
