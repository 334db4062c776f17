// How uPlot draws a chart of this page.
import type uPlot from "uplot";
import { localClock } from "#components/ui/time-text.ts";
import type { MetricAnswer } from "#lib/contract/metric-answers.ts";
import type { Band } from "./fault-bands.ts";
import { lookOf } from "./series-look.ts";
import { seriesName } from "./series-words.ts";
import { type Measure, valueText } from "./value-text.ts";

export const plotHeight = 220;

export type PlotTold = {
  answer: MetricAnswer;
  bands: readonly Band[];
  /** The one series that is shown of all. */
  only: string | undefined;
  hrefOf(traceId: string): string;
};
export type PlotAct = {
  zoom(fromMs: number, toMs: number): void;
  /** Undefined when the pointer leaves. */
  pointAt(index: number | undefined): void;
  open(href: string): void;
};

/** Colours as the element resolves them, because a canvas knows no custom property. */
export function colourReader(element: HTMLElement): (colour: string) => string {
  return (colour) => {
    element.style.color = colour;
    const read = getComputedStyle(element).color;
    element.style.color = "";
    return read;
  };
}

export function plotOptions(
  width: number,
  told: () => PlotTold,
  act: PlotAct,
  colour: (name: string) => string,
): uPlot.Options {
  const { answer } = told();
  const axis = {
    stroke: colour("var(--color-muted)"),
    grid: { stroke: colour("var(--color-line)"), width: 1 },
    ticks: { show: false },
    font: `12px ${getComputedStyle(document.body).fontFamily}`,
  };
  const violet = colour("var(--color-violet)");
  return {
    width,
    height: plotHeight,
    legend: { show: false },
    padding: [10, 26, 0, 0],
    cursor: {
      sync: { key: "metrics", scales: ["x", null] },
      drag: { x: true, y: false, setScale: false },
      points: { size: 6 },
      y: false,
    },
    scales: {
      x: {
        time: true,
        range: () => [Date.parse(told().answer.from) / 1_000, Date.parse(told().answer.to) / 1_000],
      },
      y: { range: (_, __, most) => [0, most > 0 ? most * 1.08 : 1] },
    },
    axes: [
      {
        ...axis,
        size: 28,
        values: (_, splits, __, ___, apartS) => splits.map((at) => clockText(at, apartS)),
      },
      {
        ...axis,
        size: 64,
        ...(answer.unit === "bytes" ? { incrs: byteSteps } : {}),
        values: (_, splits) => splits.map((split) => axisText(split, answer)),
      },
    ],
    series: [{}, ...answer.series.map((series, at) => lineOf(seriesName(series), at, colour))],
    hooks: {
      drawClear: [(plot) => drawBands(plot, told().bands, violet)],
      draw: [(plot) => placeExemplars(plot, told(), act)],
      setCursor: [({ cursor }) => act.pointAt(cursor.idx ?? undefined)],
      setSelect: [
        (plot) => {
          const { left, width: chosen } = plot.select;
          if (chosen < 4) return;
          act.zoom(plot.posToVal(left, "x") * 1_000, plot.posToVal(left + chosen, "x") * 1_000);
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
    focus: { alpha: 0.25 },
  };
}

/** Round to a reader of bytes. */
const byteSteps = Array.from({ length: 44 }, (_, power) => 2 ** power);

const dayS = 86_400;

/** A day has its date, a minute no seconds. */
function clockText(atS: number, apartS: number): string {
  const date = new Date(atS * 1_000);
  if (apartS >= dayS) return `${date.getDate()}.${date.getMonth() + 1}.`;
  return localClock(date).slice(0, apartS < 60 ? 8 : 5);
}

function axisText(value: number, { unit, perSecond }: Measure): string {
  return valueText(value, { unit, perSecond });
}

function lineOf(label: string, at: number, colour: (name: string) => string): uPlot.Series {
  const look = lookOf(at);
  return {
    label,
    stroke: colour(look.colour),
    dash: look.dash,
    width: 1.5,
    points: { size: 4 },
    spanGaps: false,
  };
}

/** Under the lines, with a firm upper edge, so that a short one is not missed. */
function drawBands({ ctx, bbox, valToPos }: uPlot, bands: readonly Band[], violet: string) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = violet;
  for (const { fromMs, toMs } of bands) {
    const left = valToPos(fromMs / 1_000, "x", true);
    const right = toMs === undefined ? bbox.left + bbox.width : valToPos(toMs / 1_000, "x", true);
    ctx.globalAlpha = 0.16;
    ctx.fillRect(left, bbox.top, Math.max(2, right - left), bbox.height);
    ctx.globalAlpha = 1;
    ctx.fillRect(left, bbox.top, Math.max(2, right - left), 3 * devicePixelRatio);
  }
  ctx.restore();
}

/** Where the chart shows what exemplars measured they lie at their value, else along its foot. */
function placeExemplars(plot: uPlot, { answer, only, hrefOf }: PlotTold, act: PlotAct) {
  for (const old of plot.over.querySelectorAll(".u-exemplar")) old.remove();
  const comparable = answer.kind === "histogram" && answer.agg !== "rate";
  const { clientWidth, clientHeight } = plot.over;
  for (const { timestampMs, value, traceId } of spread(exemplarsOf(answer, only), comparable ? 80 : 24)) {
    const left = plot.valToPos(timestampMs / 1_000, "x");
    if (left < 0 || left > clientWidth) continue;
    const top = comparable ? Math.max(5, plot.valToPos(value, "y")) : clientHeight;
    const dot = document.createElement("a");
    dot.href = hrefOf(traceId);
    dot.className = "u-exemplar";
    dot.title = `${comparable ? `${valueText(value, answer)}: ` : ""}open this request's trace`;
    // The list under the chart has the same links for the keyboard.
    dot.tabIndex = -1;
    dot.ariaHidden = "true";
    dot.style.left = `${left}px`;
    dot.style.top = `${Math.min(top, clientHeight)}px`;
    dot.addEventListener("mousedown", (event) => event.stopPropagation());
    dot.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      act.open(dot.href);
    });
    plot.over.append(dot);
  }
}

/** More dots than that would hide the lines; the list has them all. */
function spread<T>(all: readonly T[], most: number): T[] {
  const each = Math.ceil(all.length / most);
  return all.filter((_, at) => at % each === 0);
}

/** Those of the one series that is shown, if it is one. */
function exemplarsOf({ series, exemplars }: MetricAnswer, only: string | undefined) {
  const shown = series.find((one) => seriesName(one) === only);
  if (!shown) return exemplars;
  const pairs = Object.entries(shown.labels);
  return exemplars.filter(({ labels }) => pairs.every(([name, value]) => (labels[name] ?? "") === value));
}
