// What can be asked of the calls between services that are kept.
import type { SecondOfCalls } from "#lib/contract/mesh.ts";
import type { Labels } from "./labels.ts";

/** `fromMs` is outside, `toMs` belongs to it: a call is of the time when it ended. */
export type CallStretch = { fromMs: number; toMs: number };

/** Calls as their callers met them: all of a service, or those of one of its callers. */
export type RecordedCalls = {
  /** Undefined for all calls to the service, also those from outside. */
  from: string | undefined;
  to: string;
  calls: number;
  errors: number;
  /** Not sent, because the caller's breaker was open. They are no calls. */
  refused: number;
  /** The mean. */
  latencyMs: number;
  p95Ms: number;
};

export type GaugeReading = { metric: string; labels: Labels; value: number };

export type CallHistory = {
  findCalls(stretch: CallStretch): Promise<RecordedCalls[]>;
  /** Second by second, the oldest first; those without a call are left out. */
  listSecondsOfCalls(
    query: CallStretch & { to: string; from?: string | undefined },
  ): Promise<SecondOfCalls[]>;
  /** The greatest reading of each series of these gauges. */
  greatestReadings(query: CallStretch & { metrics: readonly string[] }): Promise<GaugeReading[]>;
  /** When the oldest span that is kept began. */
  oldestSpanMs(): Promise<number | undefined>;
};
