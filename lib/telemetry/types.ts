// The one door to telemetry: what the rest of the project may know of it.
import type { Tracer } from "@opentelemetry/api";
import type { LogLevel } from "#lib/contract/log.ts";
import type { ReportedLog, ReportedSpan } from "#lib/contract/mesh-report.ts";

export { type LogLevel, logLevels } from "#lib/contract/log.ts";

export type AttributeValue = string | number | boolean | null;
export type Attributes = Record<string, AttributeValue | undefined>;

/** Request id, tenant, trace and span are taken from the active context; nobody passes them by hand. */
export type Logger = Record<LogLevel, (message: string, attributes?: Attributes) => void> & {
  /** The same service under a finer logger name, e.g. `http.access`. */
  named(logger: string): Logger;
  /** An exception with its type, message and stack as attributes; level error. */
  exception(message: string, error: unknown, attributes?: Attributes): void;
};

export type Labels = Record<string, string>;

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

export type StoredLog = {
  /** Ascends with time; unique in the warehouse. */
  id: string;
  /** Microseconds since the epoch. */
  timeUs: number;
  level: LogLevel;
  service: string;
  logger: string;
  message: string;
  requestId: string | null;
  traceId: string | null;
  spanId: string | null;
  tenantId: string | null;
  attributes: Record<string, AttributeValue>;
};

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

/** `fromMs` belongs to a range, `toMs` does not. */
type TimeRange = { fromMs?: number | undefined; toMs?: number | undefined };

/** `service` and `operation` name one span of a trace; with `status: "error"` that very span failed. */
export type TraceQuery = TimeRange & {
  service?: string | undefined;
  operation?: string | undefined;
  /** `ok`: none of the spans that `service` and `operation` name failed. */
  status?: "ok" | "error" | undefined;
  minDurationMs?: number | undefined;
  tenantId?: string | undefined;
  /** Only what comes after this trace in the list. */
  after?: { startUs: number; traceId: string } | undefined;
  limit: number;
};

export type LogQuery = TimeRange & {
  traceId?: string | undefined;
  requestId?: string | undefined;
  service?: string | undefined;
  leastLevel?: LogLevel | undefined;
  /** A part of the message; capitals do not matter. */
  text?: string | undefined;
  /** Only what comes after this line in the list. */
  after?: { timeUs: number; id: string } | undefined;
  limit: number;
};
export type StoredCounts = { spans: number; logs: number; points: number };

/** What the warehouse still has; about a second behind what is recorded. */
export type History = {
  /** The spans of one trace in the order of their start. */
  findSpans(query: { traceId: string }): Promise<StoredSpan[]>;
  /** The newest first. */
  findTraces(query: TraceQuery): Promise<StoredTrace[]>;
  /** The newest first. */
  findLogs(query: LogQuery): Promise<StoredLog[]>;
  /** Who has spans or log lines, by name. */
  listServices(): Promise<string[]>;
  countRows(): Promise<StoredCounts>;
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
  series: number;
  warehouse: { rows: number; bytes: number };
};

export type Telemetry = {
  /** The telemetry of one service: its own resource, its own `service.name`. Cheap to ask for again. */
  service(name: string): ServiceTelemetry;
  /** The text for a scraper: Prometheus, or OpenMetrics with exemplars when `accept` asks for it. */
  exposition(accept: string | undefined): Promise<{ contentType: string; text: string }>;
  stats(): TelemetryStats;
  /** Takes what another process recorded to where the own records go; what it has printed is not printed again. */
  receive(records: ReceivedRecords): void;
  readonly history: History;
  /** Takes a reading of the metrics now. Under a virtual clock nothing else does. */
  sample(): Promise<void>;
  /** Undefined unless a sink is far behind; then waits until it has caught up, so that it need not drop anything. */
  settle(): Promise<void> | undefined;
  /** Everything recorded so far is with its sinks. */
  flush(): Promise<void>;
  close(): Promise<void>;
};
