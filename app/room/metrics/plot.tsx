"use client";

import { useTheme } from "next-themes";
import { useEffect, useLayoutEffect, useRef } from "react";
import UPlot from "uplot";
import "./metrics.css";
import { colourReader, type PlotAct, type PlotTold, plotOptions } from "./plot-options.ts";
import { seriesName } from "./series-words.ts";

/** Where a key went: anew for each key, also to where the pointer has been meanwhile. */
export type KeyMove = { readonly to: number | undefined };
type Props = PlotTold & PlotAct & { keyMove: KeyMove | undefined };

/** Loaded when the page is alive: the numbers are there without it. */
export default function Plot({ keyMove, ...props }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot>(undefined);
  const now = useRef(props);
  now.current = props;
  const { theme } = useTheme();
  const { answer, bands, only } = props;
  // Another set of lines is another chart; new points of the same lines are not.
  const lines = JSON.stringify([answer.metric, answer.agg, answer.series.map(seriesName), theme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what changes else is told to the chart that there is
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const act: PlotAct = {
      zoom: (fromMs, toMs) => now.current.zoom(fromMs, toMs),
      pointAt: (index) => now.current.pointAt(index),
      open: (href) => now.current.open(href),
    };
    const options = plotOptions(element.clientWidth, () => now.current, act, colourReader(element));
    const made = new UPlot(options, dataOf(now.current), element);
    plot.current = made;
    const fit = () => made.setSize({ width: element.clientWidth, height: made.height });
    const watcher = new ResizeObserver(fit);
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      made.destroy();
    };
  }, [lines]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: bands are read when it draws
  useEffect(() => plot.current?.setData(dataOf({ answer, only })), [answer, bands, only]);

  useEffect(() => {
    const drawn = plot.current;
    if (!drawn || !keyMove) return;
    const at = keyMove.to === undefined ? undefined : drawn.data[0][keyMove.to];
    drawn.setCursor(at === undefined ? { left: -10, top: -10 } : { left: drawn.valToPos(at, "x"), top: 1 });
  }, [keyMove]);

  return <div ref={box} aria-hidden="true" className="h-[220px] w-full overflow-hidden" />;
}

/** A series that is not shown has no values, so that the others have the whole height. */
function dataOf({ answer: { series }, only }: Pick<PlotTold, "answer" | "only">): UPlot.AlignedData {
  const times = (series[0]?.points ?? []).map(([timeMs]) => timeMs / 1_000);
  const isShown = series.some((one) => seriesName(one) === only)
    ? (name: string) => name === only
    : () => true;
  return [
    times,
    ...series.map((one) => one.points.map(([, value]) => (isShown(seriesName(one)) ? value : null))),
  ];
}
