// The one door to telemetry: what the rest of the project may know of it.
import type { Tracer } from "@opentelemetry/api";
import type { Term } from "#lib/contract/filter/term.ts";
import type { LogLevel } from "#lib/contract/log-level.ts";
import type { ReportedLog, ReportedSpan } from "#lib/contract/mesh-report.ts";
import type { Bound, Loss } from "#lib/contract/process-health.ts";
import type { CallHistory } from "./call-history.ts";
import type { Labels } from "./labels.ts";
import type { LogHistory, RecentLogs } from "./log-history.ts";
import type { MetricHistory, MetricInfo } from "./metric-history.ts";
import type { AttributeValue } from "./stored-log.ts";
import type { TraceHistory } from "./trace-history.ts";

export { type LogLevel, logLevels } from "#lib/contract/log-level.ts";
export type { AttributeValue, StoredLog } from "./stored-log.ts";

export type Attributes = Record<string, AttributeValue | undefined>;

/** Request id, tenant, trace and span are taken from the active context; nobody passes them by hand. */
export type Logger = Record<LogLevel, (message: string, attributes?: Attributes) => void> & {
  /** The same service under a finer logger name, e.g. `http.access`. */
  named(logger: string): Logger;
  /** An exception with its type, message and stack as attributes; level error. */
  exception(message: string, error: unknown, attributes?: Attributes): void;
};

export type { Labels };

/** The exemplar is taken from the active span. */
export type Counter = { add(value: number, labels: Labels): void };
export type Gauge = { set(value: number, labels: Labels): void };
export type Histogram = {
  record(value: number, labels: Labels): void;
  /** For whoever records under the same labels again and again: they are looked up once. */
  series(labels: Labels): Series;
};
export type Series = { record(value: number): void };

export type MetricOptions = {
  name: string;
  help: string;
  labels?: readonly string[];
  /** `false` leaves out the `service` label, for metrics whose label set is fixed elsewhere. */
  serviceLabel?: boolean;
};

/** Asking twice for the same name gives the same metric; a different shape under one name throws. */
export type Meter = {
  counter(options: MetricOptions): Counter;
  gauge(options: MetricOptions): Gauge;
  /** Read when somebody looks. */
  observedGauge(options: MetricOptions, read: () => Iterable<{ value: number; labels: Labels }>): void;
  histogram(options: MetricOptions & { buckets: readonly number[] }): Histogram;
};

export type ServiceTelemetry = { readonly name: string; tracer: Tracer; log: Logger; meter: Meter };

export type StoredSpan = {
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  service: string;
  name: string;
  kind: "internal" | "server" | "client" | "producer" | "consumer";
  /** Microseconds since the epoch. */
  startUs: number;
  durationUs: number;
  status: "unset" | "ok" | "error";
  statusMessage: string | null;
  tenantId: string | null;
  requestId: string | null;
  attributes: Record<string, unknown>;
  events: { name: string; timeUs: number; attributes: Record<string, unknown> }[];
};

/** What a picture of a whole trace needs of each span. */
export type OutlinedSpan = Pick<
  StoredSpan,
  "spanId" | "parentSpanId" | "service" | "name" | "kind" | "startUs" | "durationUs"
> & { failed: boolean };

export type StoredCounts = { spans: number; logs: number; points: number };

/** What the warehouse still has; about a second behind what is recorded. */
export type History = LogHistory &
  MetricHistory &
  TraceHistory &
  CallHistory & {
    /** The spans of one trace in the order of their start, or those of them that are named. */
    findSpans(query: { traceId: string; spanIds?: readonly string[] }): Promise<StoredSpan[]>;
    /** All spans of one trace, a page at a time. Whoever stops early, or aborts, gets no more of them. */
    streamSpans(
      query: { traceId: string; byService?: boolean },
      signal?: AbortSignal,
    ): AsyncIterable<StoredSpan[]>;
    /** At most so many, in the same order. */
    outlineTrace(query: { traceId: string; limit: number }): Promise<OutlinedSpan[]>;
    /** The ids of those spans of one trace that a filter fits. */
    matchSpans(query: { traceId: string; terms: readonly Term[] }): Promise<string[]>;
    /** Who has spans or log lines, by name. */
    listServices(): Promise<string[]>;
    countRows(): Promise<StoredCounts>;
    /** The same, for one who may leave: from the signal on, their questions take no turn and no time from others. */
    until(signal: AbortSignal): Omit<History, "until">;
  };

/** What another process recorded, and which process that is. */
export type ReceivedRecords = {
  instanceId: string;
  version: string;
  /** Which of its reports; told again, it is the same one. */
  sequence: number;
  spans: readonly ReportedSpan[];
  logs: readonly ReportedLog[];
};

export type TelemetryStats = {
  spans: number;
  logs: number;
  /** Signals that some sink could not keep, by sink, since the start. Never silent. */
  dropped: Record<string, number>;
  /** Log lines that the warehouse could not keep. */
  droppedLogs: number;
  series: number;
  warehouse: { rows: number; bytes: number };
  /** What telemetry takes of what it may take. */
  bounds: Bound[];
  losses: Loss[];
};

export type Telemetry = {
  /** The telemetry of one service: its own resource, its own `service.name`. Cheap to ask for again. */
  service(name: string): ServiceTelemetry;
  /** The text for a scraper: Prometheus, or OpenMetrics with exemplars when `accept` asks for it. */
  exposition(accept: string | undefined): Promise<{ contentType: string; text: string }>;
  stats(): TelemetryStats;
  /** What can be measured, whether or not it was yet. */
  metrics(): readonly MetricInfo[];
  /** Takes what another process recorded to where the own records go; what it has printed is not printed again. */
  receive(records: ReceivedRecords): void;
  readonly history: History;
  /** The newest log lines, before they are in the warehouse. */
  readonly recentLogs: RecentLogs;
  /** Takes a reading of the metrics now. Under a virtual clock nothing else does. */
  sample(): Promise<void>;
  /** Undefined unless a sink is far behind; then waits until it has caught up, so that it need not drop anything. */
  settle(): Promise<void> | undefined;
  /** Everything recorded so far is with its sinks. */
  flush(): Promise<void>;
  close(): Promise<void>;
};
