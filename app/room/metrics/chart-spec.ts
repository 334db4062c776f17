// Which charts an address asks for: `metric`, `agg`, `by`, `where` and `only` of the first, `metric2`, `agg2`… of the second.
import { aggregations } from "#lib/contract/metric-words.ts";

export const mostCharts = 6;
const parts = ["metric", "agg", "by", "where", "only"] as const;
type Part = (typeof parts)[number];

/** `only` names the one series that is shown of all. */
export type ChartSpec = { metric: string } & { readonly [P in Exclude<Part, "metric">]?: string | undefined };
export type ChartChange = { readonly [P in Part]?: string | undefined };
/** Made of the chart as it is by then: of two quick changes the second must not undo the first. */
export type ChartEdit = (now: ChartSpec) => ChartChange;
type Params = { get(name: string): string | null };

const nameOf = (part: Part, at: number) => (at === 0 ? part : `${part}${at + 1}`);

export function readCharts(params: Params): ChartSpec[] {
  const charts: ChartSpec[] = [];
  for (let at = 0; at < mostCharts; at += 1) {
    const said = Object.fromEntries(
      parts.flatMap((part) => {
        const value = params.get(nameOf(part, at))?.trim();
        return value ? [[part, value]] : [];
      }),
    );
    if (typeof said.metric === "string") charts.push({ ...said, metric: said.metric });
  }
  return charts;
}

/** Every part of every chart that an address can have, so that those of a chart that is gone leave it. */
export function chartParams(charts: readonly ChartChange[]): Record<string, string | undefined> {
  const params: Record<string, string | undefined> = {};
  for (let at = 0; at < mostCharts; at += 1)
    for (const part of parts) params[nameOf(part, at)] = charts[at]?.[part] || undefined;
  return params;
}

/** Of what the address says now, which can be ahead of the page. A chart that another has replaced stays as it is. */
export function editChart(
  params: Params,
  at: number,
  metric: string,
  edit: ChartEdit,
): readonly ChartChange[] {
  const charts = readCharts(params);
  const now = charts[at];
  return now?.metric === metric ? charts.with(at, { ...now, ...edit(now) } as ChartSpec) : charts;
}

/** What the server is asked, without what only this page does with the answer. */
export function questionOf(
  { metric, agg, by, where }: ChartSpec,
  range: Readonly<Record<string, string>>,
): string {
  const known = (aggregations as readonly (string | undefined)[]).includes(agg);
  const said = {
    metric,
    ...(agg && known ? { agg } : {}),
    ...(by ? { by } : {}),
    ...(where ? { where } : {}),
    ...range,
  };
  return new URLSearchParams(said).toString();
}
