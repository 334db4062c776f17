// The numbers of the process that are drawn over time: how to find each, how to write it, what it means.
import type { FeedEntries } from "#components/live/feed-entries.ts";

type Process = FeedEntries["process"];
export type Written = { value: string; unit: string };

export type Reading = {
  id: string;
  label: string;
  hint: string;
  /** The feed entry the number is part of; a tile follows only that one. */
  entry: keyof Process & string;
  pick(entries: Partial<Process>): number | undefined;
  write(value: number): Written;
  /** A second number of the same entry, in words. */
  aside?(entries: Partial<Process>): string | undefined;
  /** Where the scale begins; memory is read by its change, so its scale follows it. */
  floor?: 0;
};

/** A chart of fewer tells nothing yet, and says so. */
export const fewestReadings = 10;

export type ReadingGroup = { title: string; readings: readonly Reading[] };

const whole = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1, minimumFractionDigits: 1 });

const plain = (unit: string) => (value: number) => ({ value: whole.format(value), unit });
const tenths = (unit: string) => (value: number) => ({ value: fine.format(value), unit });
const share = (value: number) => ({ value: value === 0 ? "0" : fine.format(value * 100), unit: "%" });

export function writeBytes(bytes: number): Written {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1_000 ** step;
  return { value: (value < 100 && step > 0 ? fine : whole).format(value), unit: units[step] ?? "B" };
}

/** By hand: Intl writes 12.3K in Node and 12.3k in Chromium, and such a page fails to hydrate. */
export function writeCount(count: number): string {
  if (count < 10_000) return whole.format(count);
  return count < 1_000_000 ? `${fine.format(count / 1_000)}k` : `${fine.format(count / 1_000_000)}M`;
}

export function writeDuration(ms: number): Written {
  if (ms >= 1_000) return { value: fine.format(ms / 1_000), unit: "s" };
  return { value: (ms < 100 ? fine : whole).format(ms), unit: "ms" };
}

const together = ({ value, unit }: Written) => `${value} ${unit}`;

export const requestReadings: readonly Reading[] = [
  {
    id: "rate",
    label: "Requests",
    hint: "Answered per second, over the last ten seconds.",
    entry: "requests",
    pick: ({ requests }) => requests?.perSecond,
    write: tenths("/s"),
    floor: 0,
  },
  {
    id: "errors",
    label: "Errors",
    hint: "Share of the requests of the last ten seconds that the server failed to answer well.",
    entry: "requests",
    pick: ({ requests }) => requests?.errorRate,
    write: share,
    floor: 0,
  },
  {
    id: "p99",
    label: "Latency p99",
    hint: "99 of 100 requests of the last ten seconds were answered within this time.",
    entry: "requests",
    pick: ({ requests }) => requests?.p99Ms,
    write: writeDuration,
    aside: ({ requests }) => requests && `p50 ${together(writeDuration(requests.p50Ms))}`,
    floor: 0,
  },
  {
    id: "in-flight",
    label: "In flight",
    hint: "Requests that have arrived and are not answered yet.",
    entry: "requests",
    pick: ({ requests }) => requests?.inFlight,
    write: plain(""),
    floor: 0,
  },
];

export const processReadings: readonly Reading[] = [
  {
    id: "cpu",
    label: "CPU",
    hint: "Time on the processor, in percent of one core.",
    entry: "cpu",
    pick: ({ cpu }) => cpu?.percent,
    write: tenths("%"),
    aside: ({ cpu }) => cpu && `of ${cpu.cores * 100} %`,
    floor: 0,
  },
  {
    id: "memory",
    label: "Memory",
    hint: "Resident memory of the process; the heap is the part JavaScript uses.",
    entry: "memory",
    pick: ({ memory }) => memory?.residentBytes,
    write: writeBytes,
    aside: ({ memory }) => memory && `heap ${together(writeBytes(memory.heapUsedBytes))}`,
  },
  {
    id: "loop-delay",
    label: "Event loop delay p99",
    hint: "How late the event loop came to its work, at worst in 99 of 100 turns.",
    entry: "eventLoop",
    pick: ({ eventLoop }) => eventLoop?.delayP99Ms,
    write: writeDuration,
    floor: 0,
  },
  {
    id: "loop-use",
    label: "Event loop busy",
    hint: "Share of the time in which the event loop had something to do.",
    entry: "eventLoop",
    pick: ({ eventLoop }) => eventLoop?.utilization,
    write: share,
    floor: 0,
  },
];

export const telemetryReadings: readonly Reading[] = [
  {
    id: "spans",
    label: "Spans",
    hint: "Spans recorded per second, over the last ten seconds.",
    entry: "telemetry",
    pick: ({ telemetry }) => telemetry?.spansPerSecond,
    write: tenths("/s"),
    floor: 0,
  },
  {
    id: "logs",
    label: "Log lines",
    hint: "Log lines written per second, over the last ten seconds.",
    entry: "telemetry",
    pick: ({ telemetry }) => telemetry?.logsPerSecond,
    write: tenths("/s"),
    floor: 0,
  },
  {
    id: "series",
    label: "Metric series",
    hint: "Distinct label sets in the registry that /metrics serves.",
    entry: "telemetry",
    pick: ({ telemetry }) => telemetry?.series,
    write: plain(""),
    floor: 0,
  },
  {
    id: "warehouse",
    label: "Warehouse",
    hint: "Spans, logs and metric points kept for the explorers.",
    entry: "telemetry",
    pick: ({ telemetry }) => telemetry?.warehouseRows,
    write: (rows) => ({ value: writeCount(rows), unit: "rows" }),
    aside: ({ telemetry }) => telemetry && together(writeBytes(telemetry.warehouseBytes)),
    floor: 0,
  },
];

export const readingGroups: readonly ReadingGroup[] = [
  { title: "Traffic", readings: requestReadings },
  { title: "Process", readings: processReadings },
  { title: "Telemetry", readings: telemetryReadings },
];
