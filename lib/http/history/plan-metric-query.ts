// What a question about a metric comes to, or what is wrong with it and what could be asked instead.
import type { MetricQuery } from "#lib/contract/metric.ts";
import { type LabelTerm, parseLabelFilter } from "#lib/contract/metric-filter.ts";
import { gaugeWindowMs, mostSteps, rateWindowMs, usualStepMs } from "#lib/contract/metric-steps.ts";
import { type Aggregation, aggregationsOf, type MetricKind } from "#lib/contract/metric-words.ts";
import { resolveTimeRange } from "#lib/contract/time-range.ts";
import { AppError } from "#lib/kernel/errors.ts";

const usualLengthMs = 900_000;

export function planTime(query: MetricQuery, nowMs: number) {
  const { fromMs: asked, toMs = nowMs } = resolveTimeRange(query, nowMs);
  const fromMs = asked ?? toMs - usualLengthMs;
  if (fromMs >= toMs)
    refuse("from", "The range begins after its end, which is now unless `to` says otherwise");
  const stepMs = query.step === undefined ? usualStepMs(toMs - fromMs) : Math.round(query.step * 1_000);
  if ((toMs - fromMs) / stepMs > mostSteps) {
    const least = Math.ceil((toMs - fromMs) / mostSteps / 1_000);
    refuse(
      "step",
      `An answer has ${mostSteps} points at most: for this range a step of at least ${least} seconds`,
    );
  }
  return { fromMs, toMs, stepMs };
}

export function planAggregation({ metric, agg }: MetricQuery, kind: MetricKind): Aggregation {
  const possible = aggregationsOf[kind];
  const [usual = "rate"] = possible;
  if (agg !== undefined && !possible.includes(agg))
    refuse("agg", `${metric} is a ${kind}: ask for ${possible.join(", ")}`);
  return agg ?? usual;
}

export function windowMsOf(kind: MetricKind, stepMs: number): number {
  return kind === "gauge" ? gaugeWindowMs(stepMs) : rateWindowMs(stepMs);
}

export function planLabels({ metric, by, where = "" }: MetricQuery, labelNames: ReadonlySet<string>) {
  const check = (path: string, asked: readonly string[]) => {
    const unknown = asked.find((name) => !labelNames.has(name));
    if (unknown === undefined) return;
    const possible =
      labelNames.size > 0 ? `Its labels are ${[...labelNames].join(", ")}` : "It has no labels";
    refuse(path, `${metric} has no label ${unknown}. ${possible}`);
  };
  const labels = [...new Set(by?.split(","))];
  check("by", labels);
  const terms = readTerms(where);
  check(
    "where",
    terms.map(({ field }) => field),
  );
  return { by: labels, terms };
}

function readTerms(where: string): LabelTerm[] {
  const parsed = parseLabelFilter(where);
  if ("terms" in parsed) return parsed.terms;
  const { at, message } = parsed.problem;
  return refuse("where", `At character ${at + 1}: ${message}`);
}

/** The name that begins most like it, for somebody who mistyped. */
export function refuseName(metric: string, names: readonly string[]): never {
  const common = (name: string) => [...name].findIndex((letter, index) => letter !== metric[index]);
  const [nearest] = names.toSorted((one, other) => common(other) - common(one));
  const hint = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
  return refuse("metric", `No metric is called ${metric}.${hint} GET /api/metrics/names lists them all`);
}

function refuse(part: string, message: string): never {
  throw new AppError("validation_failed", message, { fields: [{ path: `query.${part}`, message }] });
}
