"use client";

import type { MetricAnswer } from "#lib/contract/metric-answers.ts";
import { lookOf } from "./series-look.ts";
import { type Sum, seriesName, sumUp } from "./series-words.ts";
import { StepTime } from "./step-time.tsx";
import { valueText } from "./value-text.ts";

type Props = {
  answer: MetricAnswer;
  /** Which point the pointer or the keyboard is at. */
  cursor: number | undefined;
  only: string | undefined;
  /** On the board there is room for what matters most. */
  brief: boolean;
  onChoose: (name: string | undefined) => void;
};

/** Each line by name, with its value where the cursor is. A click shows it alone, another one all again. */
export function ChartLegend({ answer, cursor, only, brief, onChoose }: Props) {
  const at = cursor === undefined ? undefined : answer.series[0]?.points[cursor]?.[0];
  const newest = answer.series[0]?.points.at(-1)?.[0];
  const sums = brief ? sumColumns.slice(-1) : sumColumns;
  const isolated = answer.series.some((series) => seriesName(series) === only);
  const readAt = at ?? newest;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: no landmark, there is one for each chart; and nothing to fill in
    <div role="group" aria-label="Series" tabIndex={0} className="mt-2 max-h-56 overflow-auto">
      <table className="w-full border-collapse text-left text-sm">
        <caption className="sr-only">Series of the chart with their values</caption>
        <thead className="sticky top-0 bg-panel text-xs text-muted">
          <tr>
            <th scope="col" className="py-1 font-medium">
              Series
            </th>
            <th scope="col" className="w-28 py-1 pl-3 text-right font-medium whitespace-nowrap">
              {readAt === undefined ? (
                "Last"
              ) : (
                <>
                  at <StepTime ms={readAt} className="figures" />
                </>
              )}
            </th>
            {sums.map(([part, label]) => (
              <th
                key={part}
                scope="col"
                className="hidden w-24 py-1 pl-3 text-right font-medium sm:table-cell"
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {answer.series.map((series, nth) => {
            const name = seriesName(series);
            const hidden = isolated && only !== name;
            const sum = sumUp(series);
            const value = cursor === undefined ? sum.last : (series.points[cursor]?.[1] ?? null);
            return (
              <tr key={name} className={hidden ? "text-muted" : ""}>
                <th scope="row" className="max-w-0 py-0.5 font-normal">
                  <button
                    type="button"
                    aria-pressed={only === name}
                    title={only === name ? "Show all series" : `Show only ${name}`}
                    onClick={() => onChoose(only === name ? undefined : name)}
                    className={`flex w-full min-w-0 cursor-pointer items-center gap-2 rounded-sm text-left hover:bg-cobalt-wash ${hidden ? "text-muted line-through" : "text-cobalt"}`}
                  >
                    <LineSample nth={nth} />
                    <span className="figures truncate">{name}</span>
                  </button>
                </th>
                <td className="figures py-0.5 pl-3 text-right whitespace-nowrap">
                  {valueText(value, answer)}
                </td>
                {sums.map(([part]) => (
                  <td
                    key={part}
                    className="figures hidden py-0.5 pl-3 text-right whitespace-nowrap text-muted sm:table-cell"
                  >
                    {valueText(sum[part], answer)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

const sumColumns: readonly [keyof Sum, string][] = [
  ["least", "Lowest"],
  ["mean", "Mean"],
  ["most", "Highest"],
];

function LineSample({ nth }: { nth: number }) {
  const { colour, dash } = lookOf(nth);
  return (
    <svg aria-hidden="true" width="18" height="8" className="shrink-0">
      <line
        x1="0"
        y1="4"
        x2="18"
        y2="4"
        strokeWidth="2.5"
        strokeDasharray={dash.join(" ")}
        style={{ stroke: colour }}
      />
    </svg>
  );
}
