// Writes a reading of the registry as text. prom-client's own renderer knows one format per registry and renames
// counters when it writes OpenMetrics, so one registry could not serve both.
import type { Labels } from "../types.ts";
import type { Exemplar } from "./exemplar.ts";
import type { Family, HistogramSeries, ScalarSeries } from "./snapshot.ts";

export type ExpositionFormat = "prometheus" | "openmetrics";

export const contentTypes: Record<ExpositionFormat, string> = {
  prometheus: "text/plain; version=0.0.4; charset=utf-8",
  openmetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8",
};

export function renderExposition(families: readonly Family[], format: ExpositionFormat): string {
  const open = format === "openmetrics";
  let text = "";
  for (const family of families) {
    const type = typeOf(family, open);
    const counter = type === "counter";
    const name = open && counter ? family.name.replace(/_total$/, "") : family.name;
    const help = escapeText(family.help);
    text += `# HELP ${name} ${open ? help.replaceAll('"', '\\"') : help}\n# TYPE ${name} ${type}\n`;
    if (family.kind === "histogram") {
      for (const series of family.series) text += renderHistogram(name, series, open);
    } else {
      const sample = open && counter ? `${name}_total` : name;
      for (const series of family.series) text += renderScalar(sample, series, open && counter);
    }
  }
  return open ? `${text}# EOF\n` : text;
}

/**
 * Names that others fixed can be those of counters without `_total`. Called counters, OpenMetrics would rename them, and
 * `promtool check metrics` refuse them; without a type they keep the name that dashboards ask for.
 */
function typeOf({ kind, name }: Family, open: boolean): string {
  if (kind !== "counter" || name.endsWith("_total")) return kind;
  return open ? "unknown" : "untyped";
}

function renderScalar(
  sample: string,
  { labels, value, exemplar }: ScalarSeries,
  withExemplar: boolean,
): string {
  const inside = labelText(labels);
  const trailer = withExemplar ? exemplarText(exemplar) : "";
  return `${inside ? `${sample}{${inside}}` : sample} ${numberText(value)}${trailer}\n`;
}

function renderHistogram(name: string, series: HistogramSeries, open: boolean): string {
  const inside = labelText(series.labels);
  const before = inside ? `${name}_bucket{${inside},le="` : `${name}_bucket{le="`;
  let text = "";
  for (let index = 0; index < series.cumulative.length; index += 1) {
    const bound = series.bounds[index] ?? Number.POSITIVE_INFINITY;
    const trailer = open ? exemplarText(series.exemplars[index]) : "";
    text += `${before}${open ? canonicalBound(bound) : numberText(bound)}"} ${series.cumulative[index]}${trailer}\n`;
  }
  const braces = inside ? `{${inside}}` : "";
  return `${text}${name}_sum${braces} ${numberText(series.sum)}\n${name}_count${braces} ${series.count}\n`;
}

/** OpenMetrics wants bounds written as floats, so that `1` and `1.0` are never two buckets. */
function canonicalBound(bound: number): string {
  return Number.isInteger(bound) && Math.abs(bound) < 1e21 ? `${bound}.0` : numberText(bound);
}

function exemplarText(exemplar: Exemplar | undefined): string {
  if (!exemplar) return "";
  return ` # {${labelText(exemplar.labels)}} ${numberText(exemplar.value)} ${exemplar.timestampS.toFixed(3)}`;
}

function numberText(value: number): string {
  if (Number.isFinite(value)) return `${value}`;
  return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
}

/** A series keeps its labels object for life, so the text of most labels is made once, not at every scrape. */
const labelTexts = new WeakMap<Labels, string>();

function labelText(labels: Labels): string {
  const known = labelTexts.get(labels);
  if (known !== undefined) return known;
  const text = Object.entries(labels)
    .map(([name, value]) => `${name}="${escapeText(String(value)).replaceAll('"', '\\"')}"`)
    .join(",");
  labelTexts.set(labels, text);
  return text;
}

const escapeText = (text: string) => text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
