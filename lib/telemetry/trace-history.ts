// What can be asked of the traces that are kept.
import type { Term } from "#lib/contract/filter/term.ts";
import type { TraceOrder } from "#lib/contract/trace.ts";

/** What a trace adds up to, as far as its spans have been recorded. */
export type StoredTrace = {
  traceId: string;
  /** The first span without a parent here: the request's own, unless the trace began elsewhere. */
  root: { service: string; name: string };
  /** Microseconds since the epoch. */
  startUs: number;
  durationUs: number;
  /** In the order in which the trace reached them. */
  services: string[];
  spans: number;
  failedSpans: number;
};

/** What is asked of a span (service, operation, tenant, terms) must hold for one and the same span of a trace. */
export type TraceFilter = {
  /** The trace began then; `fromMs` belongs to the range, `toMs` does not. */
  fromMs?: number | undefined;
  toMs?: number | undefined;
  service?: string | undefined;
  operation?: string | undefined;
  tenantId?: string | undefined;
  terms?: readonly Term[] | undefined;
  /** `error`: that very span failed; `ok`: none of those that fit did. */
  status?: "ok" | "error" | undefined;
  minDurationMs?: number | undefined;
  maxDurationMs?: number | undefined;
};

export type TraceQuery = TraceFilter & {
  order?: TraceOrder | undefined;
  /** Only what comes after this trace in the list. */
  after?: { startUs: number; durationUs: number; traceId: string } | undefined;
  limit: number;
};

/** Times in microseconds; a cell without a trace is left out. */
export type TraceDurations = {
  fromUs: number;
  toUs: number;
  stepUs: number;
  cells: { startUs: number; level: number; count: number; failed: number }[];
};

export type TraceHistory = {
  /** At most `limit`, the newest or the slowest first. */
  findTraces(query: TraceQuery): Promise<StoredTrace[]>;
  /** How many traces began when and took how long, in at most so many steps of time; undefined when nothing is kept. */
  traceDurations(query: TraceFilter & { columns: number }): Promise<TraceDurations | undefined>;
  /** The names of spans, of one service if given: the most frequent ones, by name. */
  listOperations(query: { service?: string | undefined }): Promise<string[]>;
};
