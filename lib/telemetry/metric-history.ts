// What can be asked of the readings of metrics that are kept.
import type { MetricKind } from "#lib/contract/metric-words.ts";
import type { Labels } from "./labels.ts";

export type { MetricKind };
export type MetricInfo = { name: string; kind: MetricKind; help: string; labelNames: readonly string[] };

/** A metric that has points in a range of time. */
export type StoredMetric = {
  name: string;
  kind: MetricKind;
  series: number;
  labels: { name: string; values: string[] }[];
};

/** One label set of a metric; `labelsText` names it in other questions. A histogram's other bounds make another one. */
export type StoredSeries = {
  kind: MetricKind;
  labels: Labels;
  labelsText: string;
  bounds: number[] | null;
  newestUs: number;
};

/** `fromMs` is outside, `toMs` belongs to it: a reading at a step's end is the step's. */
export type SeriesQuery = { metric: string; fromMs: number; toMs: number };

/** What is read of each series: the increase of its value, or a gauge as it was. */
export const seriesReadings = ["value", "count", "sum-and-count", "buckets", "mean", "last", "max"] as const;
export type SeriesReading = (typeof seriesReadings)[number];

export type SeriesRead = {
  metric: string;
  reading: SeriesReading;
  /** Which series, and the number of the group that it is added to. */
  chosen: readonly { labelsText: string; bounds: number[] | null; group: number }[];
  stepMs: number;
  windowMs: number;
  /** Step number k ends at k times the step; its window reaches back from there. */
  firstStep: number;
  lastStep: number;
  /** Only the groups with the most. */
  groups: number;
};

/** What a group comes to in one step, one number for each that was asked for. */
export type SeriesStep = { group: number; bounds: number[] | null; step: number; values: number[] };

export type ExemplarQuery = SeriesQuery & {
  labelsTexts: readonly string[];
  stepMs: number;
};
export type StoredExemplar = {
  timeUs: number;
  value: number;
  labels: Labels;
  traceId: string;
  spanId: string;
};

export type MetricHistory = {
  /** By name. */
  listMetrics(query: { fromMs: number; toMs: number }): Promise<StoredMetric[]>;
  findSeries(query: SeriesQuery): Promise<StoredSeries[]>;
  /** Counters by their rate a second, as Prometheus has it; steps without enough readings are left out. */
  readSeries(query: SeriesRead): Promise<SeriesStep[]>;
  /** The greatest of each step, in the order of time. */
  findExemplars(query: ExemplarQuery): Promise<StoredExemplar[]>;
};
