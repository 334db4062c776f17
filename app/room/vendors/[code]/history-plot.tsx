"use client";

import { useTheme } from "next-themes";
import { useEffect, useLayoutEffect, useRef } from "react";
import UPlot from "uplot";
import "#app/room/metrics/metrics.css";
import { colourReader } from "#app/room/metrics/plot-options.ts";
import { dataOf, historyPlotOptions, type PlotTold } from "./history-plot-options.ts";

/** Loaded when the page is alive: words and table are there without it. Another question or theme is another chart. */
export default function HistoryPlot(props: PlotTold) {
  const { theme } = useTheme();
  return <Chart key={`${props.history.question} ${theme}`} {...props} />;
}

function Chart({ history, thresholds, bands }: PlotTold) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot>(undefined);
  /** Limits and bands are read when it draws. */
  const told = useRef<PlotTold>({ history, thresholds, bands });

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const options = historyPlotOptions(element.clientWidth, () => told.current, colourReader(element));
    const made = new UPlot(options, dataOf(told.current), element);
    plot.current = made;
    const watcher = new ResizeObserver(() =>
      made.setSize({ width: element.clientWidth, height: made.height }),
    );
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      made.destroy();
    };
  }, []);

  useEffect(() => {
    told.current = { history, thresholds, bands };
    plot.current?.setData(dataOf(told.current));
  }, [history, thresholds, bands]);

  return <div ref={box} aria-hidden="true" className="h-[240px] w-full overflow-hidden" />;
}
