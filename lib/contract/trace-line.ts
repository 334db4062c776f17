import type { LogLevel } from "./log-level.ts";

/** A log line of a trace as its waterfall shows it. */
export type TraceLine = {
  id: string;
  /** Since the start of the trace; clocks differ, so it may be before. */
  offsetUs: number;
  level: LogLevel;
  service: string;
  message: string;
  spanId: string | null;
};

export type TraceLines = {
  lines: TraceLine[];
  /** There are more than these. */
  more: boolean;
};
