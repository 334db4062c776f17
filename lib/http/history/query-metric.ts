import type { MetricQuery } from "#lib/contract/metric.ts";
import type { MetricAnswer } from "#lib/contract/metric-answers.ts";
import { fitsLabels } from "#lib/contract/metric-filter.ts";
import { promqlOf } from "#lib/contract/metric-promql.ts";
import { sampleIntervalMs } from "#lib/contract/metric-steps.ts";
import { type Aggregation, isQuantile, type MetricKind, unitAs } from "#lib/contract/metric-words.ts";
import type { Runtime } from "#lib/runtime/type.ts";
import type { SeriesReading, StoredSeries } from "#lib/telemetry/metric-history.ts";
import { type Asking, askedHistory } from "./asked-history.ts";
import { toSeries } from "./metric-series.ts";
import { planAggregation, planLabels, planTime, refuseName, windowMsOf } from "./plan-metric-query.ts";

type Context = Asking & Pick<Runtime, "clock">;

/** Points lie at whole multiples of the step, so that asking again a moment later moves none of them. */
export async function queryMetric(context: Context, query: MetricQuery): Promise<MetricAnswer> {
  const { metric, limit } = query;
  const { telemetry, clock } = context;
  const history = askedHistory(context);
  const { fromMs, toMs, stepMs } = planTime(query, clock.nowMs());
  const defined = telemetry.metrics();
  const info = defined.find(({ name }) => name === metric);
  const reachMs = fromMs - Math.max(windowMsOf("counter", stepMs), windowMsOf("gauge", stepMs));
  const found = await history.findSeries({ metric, fromMs: reachMs, toMs });
  const kind = found[0]?.kind ?? info?.kind;
  if (kind === undefined)
    return refuseName(
      metric,
      defined.map(({ name }) => name),
    );
  const agg = planAggregation(query, kind);
  const windowMs = windowMsOf(kind, stepMs);
  const labelNames = new Set([
    ...(info?.labelNames ?? []),
    ...found.flatMap(({ labels }) => Object.keys(labels)),
  ]);
  const { by, terms } = planLabels(query, labelNames);

  const matching = found.filter(({ labels }) => fitsLabels(labels, terms));
  const { groups, chosen } = group(matching, by);
  const firstStep = Math.ceil(fromMs / stepMs);
  const lastStep = Math.floor(settledEnd(matching, toMs) / stepMs);
  const reading = readingOf(kind, agg);
  const frame = { stepMs, firstStep, lastStep };
  const labelsTexts = matching.map(({ labelsText }) => labelsText);
  const [steps, exemplars] = await Promise.all([
    history.readSeries({ metric, reading, chosen, windowMs, groups: limit, ...frame }),
    kind === "gauge" ? [] : history.findExemplars({ metric, fromMs, toMs, stepMs, labelsTexts }),
  ]);
  return {
    metric,
    kind,
    help: info?.help ?? "",
    agg,
    ...unitAs(metric, kind, agg),
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    stepSeconds: stepMs / 1_000,
    windowSeconds: windowMs / 1_000,
    promql: promqlOf({ metric, kind, agg, by, terms, windowMs }),
    series: toSeries(steps, agg, groups, frame),
    matching: groups.length,
    cut: sayCut(groups.length, limit),
    exemplars: exemplars.map(({ timeUs, ...same }) => ({ timestampMs: timeUs / 1_000, ...same })),
  };
}

/** While readings come in, the last step ends with the newest: a window that still fills would show a fall. */
function settledEnd(series: readonly StoredSeries[], toMs: number): number {
  const newestMs = series.reduce((newest, { newestUs }) => Math.max(newest, newestUs / 1_000), 0);
  return toMs - newestMs < 3 * sampleIntervalMs ? newestMs : toMs;
}

function group(series: readonly StoredSeries[], by: readonly string[]) {
  const numbers = new Map<string, number>();
  const groups: Record<string, string>[] = [];
  const chosen = series.map(({ labels, labelsText, bounds }) => {
    const own = by.map((label) => [label, labels[label] ?? ""]);
    const key = JSON.stringify(own);
    const number = numbers.get(key) ?? groups.push(Object.fromEntries(own)) - 1;
    numbers.set(key, number);
    return { labelsText, bounds, group: number };
  });
  return { groups, chosen };
}

function readingOf(kind: MetricKind, agg: Aggregation): SeriesReading {
  if (isQuantile(agg)) return "buckets";
  if (kind === "histogram") return agg === "rate" ? "count" : "sum-and-count";
  if (kind === "counter") return "value";
  return agg === "sum" ? "last" : agg === "max" ? "max" : "mean";
}

function sayCut(matching: number, limit: number): string | null {
  if (matching <= limit) return null;
  return `${matching} series fit; these are the ${limit} with the largest values. Filter or group to see others.`;
}
