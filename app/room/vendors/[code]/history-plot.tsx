"use client";

import { useTheme } from "next-themes";
import { useEffect, useLayoutEffect, useRef } from "react";
import UPlot from "uplot";
import "#app/room/metrics/metrics.css";
import { colourReader } from "#app/room/metrics/plot-options.ts";
import { dataOf, historyPlotOptions, type PlotTold } from "./history-plot-options.ts";

/** Loaded when the page is alive: words and table are there without it. */
export default function HistoryPlot(props: PlotTold) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot>(undefined);
  const now = useRef(props);
  now.current = props;
  const { theme } = useTheme();
  const { history, thresholds, bands } = props;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another question or theme is another chart, new points are not
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const options = historyPlotOptions(element.clientWidth, () => now.current, colourReader(element));
    const made = new UPlot(options, dataOf(now.current), element);
    plot.current = made;
    const watcher = new ResizeObserver(() =>
      made.setSize({ width: element.clientWidth, height: made.height }),
    );
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      made.destroy();
    };
  }, [history.question, theme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: limits and bands are read when it draws
  useEffect(() => plot.current?.setData(dataOf({ history })), [history, thresholds, bands]);

  return <div ref={box} aria-hidden="true" className="h-[240px] w-full overflow-hidden" />;
}
