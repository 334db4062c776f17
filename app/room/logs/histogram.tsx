"use client";

import { useState } from "react";
import { shortCount } from "#components/filter/facet-list.tsx";
import { Button } from "#components/ui/button.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { localClock, localTime } from "#components/ui/time-text.ts";
import type { LogHistogram } from "#lib/contract/log-answers.ts";
import type { LogLevel } from "#lib/contract/log-level.ts";
import { type Bar, barsOf, share, stretchBetween, ticksOf, totalsOf } from "./histogram-scale.ts";
import { useBrush } from "./use-brush.ts";

type Props = { histogram: LogHistogram; onBrush: (fromMs: number, toMs: number) => void };

const fills: Record<LogLevel, string> = {
  critical: "bg-cherry-solid",
  error: "bg-red-high-solid",
  warn: "bg-yellow-solid",
  info: "bg-edge",
  debug: "bg-line",
};

/** Lines over time by level. Drawing over it asks for that stretch; the table does the same by keyboard. */
export function Histogram({ histogram, onBrush }: Props) {
  const [asTable, setAsTable] = useState(false);
  const totals = totalsOf(histogram);
  return (
    <section aria-label="Lines over time">
      <div className="mb-1.5 flex min-h-7 flex-wrap items-center gap-x-4 gap-y-1">
        <p className="text-sm">
          <span className="figures">{histogram.total.toLocaleString("en")}</span>{" "}
          {histogram.total === 1 ? "line" : "lines"}
        </p>
        <ul className="flex flex-wrap gap-x-4">
          {totals.map(({ level, lines }) => (
            <li key={level} className="flex items-center gap-1.5">
              <span aria-hidden className={`size-2 rounded-[2px] ${fills[level]}`} />
              <span className="text-sm">{level}</span>
              <span className="figures text-xs text-muted">{shortCount(lines)}</span>
            </li>
          ))}
        </ul>
        <Button
          look="quiet"
          size="sm"
          className="ml-auto"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? "View as chart" : "View as table"}
        </Button>
      </div>
      {asTable ? (
        <CountTable histogram={histogram} onBrush={onBrush} />
      ) : (
        <Bars histogram={histogram} onBrush={onBrush} />
      )}
    </section>
  );
}

function Bars({ histogram, onBrush }: Props) {
  const { plot, drawn, handlers } = useBrush((from, to) => {
    const { fromMs, toMs } = stretchBetween(histogram, from, to);
    onBrush(fromMs, toMs);
  });
  const [fromMs, toMs] = [Date.parse(histogram.from), Date.parse(histogram.to)];
  const ticks = ticksOf(histogram);
  return (
    <>
      <div
        ref={plot}
        role="img"
        aria-label={`${histogram.total} lines over time; the table has the numbers`}
        data-histogram
        className="relative h-20 cursor-crosshair touch-pan-y border-b border-edge select-none"
        {...handlers}
      >
        {barsOf(histogram).map((bar) => (
          <BarShape key={bar.startMs} bar={bar} />
        ))}
        {drawn ? (
          <span
            className="absolute inset-y-0 border-x border-cobalt bg-cobalt/20"
            style={{
              left: `${Math.max(0, Math.min(drawn.from, drawn.to)) * 100}%`,
              width: `${Math.abs(drawn.to - drawn.from) * 100}%`,
            }}
          />
        ) : null}
      </div>
      <div aria-hidden className="figures relative h-5 overflow-hidden text-xs text-muted">
        {ticks.moments.map((ms) => (
          <span
            key={ms}
            className="absolute top-0.5 -translate-x-1/2 first:translate-x-0 last:-translate-x-full"
            style={{ left: `${share(ms, fromMs, toMs)}%` }}
          >
            {tickText(ms, ticks.stepMs)}
          </span>
        ))}
      </div>
    </>
  );
}

function BarShape({ bar: { startMs, left, width, lines, parts } }: { bar: Bar }) {
  const said = parts.map(({ level, lines: some }) => `${some} ${level}`).join(", ");
  return (
    <span
      title={`${localTime(new Date(startMs))}: ${lines} ${lines === 1 ? "line" : "lines"} (${said})`}
      className="absolute inset-y-0 px-px hover:bg-cobalt-wash"
      style={{ left: `${left}%`, width: `${width}%` }}
    >
      {parts.map(({ level, bottom, height }) => (
        <span
          key={level}
          className={`absolute inset-x-px min-h-px ${fills[level]}`}
          style={{ bottom: `${bottom}%`, height: `${height}%` }}
        />
      ))}
    </span>
  );
}

function CountTable({ histogram, onBrush }: Props) {
  const levels = totalsOf(histogram).map(({ level }) => level);
  return (
    <ScrollBox label="Counts" className="max-h-64 overflow-auto rounded-md border border-line">
      <table className="w-full text-sm">
        <thead className="sticky top-0 bg-panel text-left text-xs text-muted">
          <tr>
            <th scope="col" className="px-3 py-1.5 font-medium">
              From
            </th>
            {levels.map((level) => (
              <th key={level} scope="col" className="px-3 py-1.5 text-right font-medium">
                {level}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {barsOf(histogram).map(({ startMs, endMs }, nth) => (
            <tr key={startMs} className="border-t border-line">
              <th scope="row" className="px-3 py-1 text-left font-normal">
                <button
                  type="button"
                  onClick={() => onBrush(startMs, endMs)}
                  className="figures cursor-pointer text-cobalt underline"
                >
                  {localTime(new Date(startMs))}
                </button>
              </th>
              {levels.map((level) => (
                <td key={level} className="figures px-3 py-1 text-right">
                  {histogram.buckets[nth]?.counts[level] ?? 0}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

/** Seconds only where they differ. */
function tickText(ms: number, stepMs: number): string {
  const date = new Date(ms);
  if (stepMs >= 24 * 3_600_000) return localTime(date).slice(0, 10);
  return localClock(date).slice(0, stepMs < 60_000 ? 8 : 5);
}
