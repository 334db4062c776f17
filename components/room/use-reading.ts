"use client";

import { useMemo } from "react";
import { historySeconds } from "#components/live/history.ts";
import { useFeedEntry, useFeedHistory, useLastKnown } from "#components/live/live-feed.tsx";
import { boundsOf, type Reading as Measured } from "#components/ui/sparkline-path.ts";
import { fewestReadings, type Reading, type Written } from "./readings.ts";

/** The chart widens in steps, so that it begins narrow and its time axis can be named. */
const spans = [
  { slots: 30, words: "last 30 s" },
  { slots: 60, words: "last 60 s" },
  { slots: 120, words: "last 2 min" },
] as const;
const widest = { slots: historySeconds, words: "last 3 min" } as const;

export type ReadingView = {
  now: Written | undefined;
  aside: string | undefined;
  readings: readonly Measured[];
  /** Too few for a chart to tell anything yet. */
  collecting: boolean;
  /** How many readings fill the chart. */
  slots: number;
  /** The time that the chart, its lowest and its highest cover. */
  span: string;
  /** The server is not heard: these were its numbers. */
  lastKnown: boolean;
  low: Written | undefined;
  high: Written | undefined;
  /** The chart in words. */
  summary: string;
};

export function useReading(reading: Reading): ReadingView {
  const entry = useFeedEntry("process", reading.entry);
  const history = useFeedHistory("process");
  const readings = useMemo(
    () => history.samples.map((sample) => (sample ? (reading.pick(sample) ?? null) : null)),
    [history, reading],
  );
  const entries = { [reading.entry]: entry };
  const value = entry === undefined ? undefined : reading.pick(entries);
  const bounds = boundsOf([...readings, value ?? null]);
  const { slots, words: span } = spans.find((each) => readings.length <= each.slots) ?? widest;
  const write = (number: number | undefined) => (number === undefined ? undefined : reading.write(number));
  const [now, low, high] = [write(value), write(bounds?.low), write(bounds?.high)];
  const range = low && high ? `lowest ${say(low)}, highest ${say(high)}` : "nothing measured yet";
  return {
    now,
    aside: entry === undefined ? undefined : reading.aside?.(entries),
    readings,
    collecting: readings.length < fewestReadings,
    low,
    high,
    slots,
    span,
    lastKnown: useLastKnown(),
    summary: `${reading.label} over the ${span}: ${now ? `now ${say(now)}, ` : ""}${range}`,
  };
}

export function say({ value, unit }: Written): string {
  return unit.startsWith("/") ? `${value}${unit}` : `${value} ${unit}`.trim();
}
