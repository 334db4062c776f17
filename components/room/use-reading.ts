"use client";

import { useMemo } from "react";
import { useFeedEntry, useFeedHistory } from "#components/live/live-feed.tsx";
import { boundsOf, type Reading as Measured } from "#components/ui/sparkline-path.ts";
import type { Reading, Written } from "./readings.ts";

const fewestSlots = 30;

export type ReadingView = {
  now: Written | undefined;
  aside: string | undefined;
  readings: readonly Measured[];
  /** How many readings fill the chart: it begins narrow, so that the first seconds can be seen. */
  slots: number;
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
  const slots = Math.max(fewestSlots, readings.length);
  const write = (number: number | undefined) => (number === undefined ? undefined : reading.write(number));
  const [now, low, high] = [write(value), write(bounds?.low), write(bounds?.high)];
  const range = low && high ? `lowest ${say(low)}, highest ${say(high)}` : "nothing measured yet";
  return {
    now,
    aside: entry === undefined ? undefined : reading.aside?.(entries),
    readings,
    low,
    high,
    slots,
    summary: `${reading.label} over the last ${slots} seconds: ${now ? `now ${say(now)}, ` : ""}${range}`,
  };
}

export function say({ value, unit }: Written): string {
  return unit.startsWith("/") ? `${value}${unit}` : `${value} ${unit}`.trim();
}
