// How uPlot draws the history of a vendor.
import type uPlot from "uplot";
import type { Band } from "#app/room/metrics/fault-bands.ts";
import { localClock } from "#components/ui/time-text.ts";
import { writeValue } from "#components/vendors/vendor-words.ts";
import { severityWords } from "#lib/contract/severity.ts";
import type { Thresholds } from "#lib/contract/thresholds.ts";
import type { VendorHistory } from "#lib/contract/vendor-answers.ts";
import { alertingSeverities, vendorQuestionWords } from "#lib/contract/vendor-questions.ts";

export type PlotTold = { history: VendorHistory; thresholds: Thresholds; bands: readonly Band[] };
type Colour = (name: string) => string;

export function historyPlotOptions(width: number, told: () => PlotTold, colour: Colour): uPlot.Options {
  const { question } = told().history;
  const axis = {
    stroke: colour("var(--color-muted)"),
    grid: { stroke: colour("var(--color-line)"), width: 1 },
    ticks: { show: false },
    font: `12px ${getComputedStyle(document.body).fontFamily}`,
  };
  const line = colour("var(--series-chalk)");
  const limits = alertingSeverities.map((severity) => ({
    severity,
    stroke: colour(`var(--color-${severity})`),
  }));
  const violet = colour("var(--color-violet)");
  const isPercent = vendorQuestionWords[question].unit === "percent";
  const pale = { stroke: "transparent", width: 0, points: { show: false } };
  return {
    width,
    height: 240,
    legend: { show: false },
    padding: [12, 16, 0, 0],
    cursor: { drag: { x: false, y: false }, y: false, points: { size: 6 } },
    scales: {
      x: {
        time: true,
        range: () => [Date.parse(told().history.from) / 1_000, Date.parse(told().history.to) / 1_000],
      },
      y: { range: (_, __, most) => [0, isPercent ? 100 : Math.max(10, (most ?? 0) * 1.1)] },
    },
    axes: [
      {
        ...axis,
        size: 28,
        values: (_, splits, __, ___, apartS) => splits.map((at) => clockText(at, apartS)),
      },
      { ...axis, size: 72, values: (_, splits) => splits.map((split) => writeValue(question, split)) },
    ],
    series: [
      {},
      { ...pale, label: "Highest" },
      { ...pale, label: "Lowest" },
      { label: "Mean", stroke: line, width: 1.5, points: { size: 4 }, spanGaps: false },
    ],
    bands: [{ series: [1, 2], fill: `color-mix(in srgb, ${line} 16%, transparent)` }],
    hooks: {
      drawClear: [(plot) => drawFaults(plot, told().bands, violet)],
      draw: [(plot) => drawLimits(plot, told().thresholds, limits)],
    },
  };
}

/** Steps that nobody observed are gaps: a line across them would claim what was not seen. */
export function dataOf({ history: { points, stepMinutes } }: Pick<PlotTold, "history">): uPlot.AlignedData {
  const apartMs = stepMinutes * 60_000 * 1.5;
  const times: number[] = [];
  const columns: (number | null)[][] = [[], [], []];
  let beforeMs = Number.POSITIVE_INFINITY;
  for (const { at, high, low, average } of points) {
    const atMs = Date.parse(at);
    if (atMs - beforeMs > apartMs) {
      times.push((beforeMs + apartMs / 1.5) / 1_000);
      for (const column of columns) column.push(null);
    }
    times.push(atMs / 1_000);
    for (const [nth, value] of [high, low, average].entries()) columns[nth]?.push(value);
    beforeMs = atMs;
  }
  return [times, ...columns];
}

const dayS = 86_400;

/** A day has its date. */
function clockText(atS: number, apartS: number): string {
  const date = new Date(atS * 1_000);
  if (apartS >= dayS) return `${date.getDate()}.${date.getMonth() + 1}.`;
  return localClock(date).slice(0, 5);
}

type Limit = { severity: (typeof alertingSeverities)[number]; stroke: string };

/** Where a severity begins, with its word at the edge: the colour alone would not say which. */
function drawLimits(plot: uPlot, thresholds: Thresholds, limits: readonly Limit[]) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.font = `${11 * devicePixelRatio}px ${getComputedStyle(document.body).fontFamily}`;
  ctx.textAlign = "right";
  ctx.textBaseline = "bottom";
  let takenPx = Number.POSITIVE_INFINITY;
  for (const { severity, stroke } of limits.toReversed()) {
    const top = plot.valToPos(thresholds.limits[severity], "y", true);
    if (top < bbox.top - 1 || top > bbox.top + bbox.height + 1) continue;
    ctx.strokeStyle = stroke;
    ctx.fillStyle = stroke;
    ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, top);
    ctx.lineTo(bbox.left + bbox.width, top);
    ctx.stroke();
    if (Math.abs(top - takenPx) < 13 * devicePixelRatio) continue;
    ctx.fillText(severityWords[severity].word, bbox.left + bbox.width, top - 2);
    takenPx = top;
  }
  ctx.restore();
}

/** Under the line, with a firm upper edge, so that a short one is not missed. */
function drawFaults({ ctx, bbox, valToPos }: uPlot, bands: readonly Band[], violet: string) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = violet;
  for (const { fromMs, toMs = Date.now() } of bands) {
    const left = valToPos(fromMs / 1_000, "x", true);
    const wide = Math.max(2, valToPos(Math.min(toMs, Date.now()) / 1_000, "x", true) - left);
    ctx.globalAlpha = 0.16;
    ctx.fillRect(left, bbox.top, wide, bbox.height);
    ctx.globalAlpha = 1;
    ctx.fillRect(left, bbox.top, wide, 3 * devicePixelRatio);
  }
  ctx.restore();
}
