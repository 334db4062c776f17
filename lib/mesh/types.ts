// The words of the mesh. A service is written against ServiceContext alone; the mesh decides which clock, which dice and
// which way of travelling it gets.
import type { SpanContext } from "@opentelemetry/api";
import type { z } from "zod";
import type { BreakerState, SecondOfCalls, ServiceStatus, StatusChange } from "#lib/contract/mesh.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { Random } from "#lib/kernel/random.ts";
import type { StopSignal } from "#lib/kernel/stop-signal.ts";
import type { Logger, ServiceTelemetry } from "#lib/telemetry/types.ts";

export type ServiceKind = "http" | "database" | "cache";

/** Topology as data: what the graph is, and how each service is equipped. */
export type ServiceSpec = {
  id: string;
  name: string;
  group: string;
  kind: ServiceKind;
  /** Requests it works on at once; more of them wait. */
  workers: number;
  /** Requests that may wait; more of them are turned away. */
  queueLimit: number;
  /** Above this mean latency it is degraded. */
  slowMs: number;
  dependencies: DependencySpec[];
};

export type DependencySpec = {
  to: string;
  timeoutMs: number;
  /** Attempts after the first, for operations that may be repeated. */
  retries: number;
  /** Calls that may be under way at once. */
  connections: number;
  /** How long a call may wait for one of them. */
  connectionWaitMs: number;
};

export type Topology = {
  /** How many times as long as usual everybody waits: the dependencies have it already, who enters gets it then. */
  readonly patience: number;
  readonly services: ReadonlyMap<string, ServiceSpec>;
  dependency(from: string, to: string): DependencySpec | undefined;
  readonly edges: readonly { from: string; to: string }[];
};

/** What one service may ask of another: the contract both sides import. */
export type OperationSpec<Input = unknown, Output = unknown> = {
  service: string;
  name: string;
  input: z.ZodType<Input>;
  output: z.ZodType<Output>;
  /** Doing it twice is as good as doing it once, so a failed attempt may be repeated. */
  repeatable: boolean;
  /** It fails because it was asked to: no breaker learns from it, nor stands in its way. */
  unguarded?: boolean;
  /** For databases and caches: what it is in the semantic conventions. */
  statement?: { system: string; operation: string; collection: string; text?: string };
};

export type Handler<Input = unknown, Output = unknown> = (
  ctx: ServiceContext,
  input: Input,
) => Promise<Output> | Output;
export type HostedOperation = { spec: OperationSpec; handler: Handler };
export type ServiceDefinition = { id: string; operations: readonly HostedOperation[] };

/** Everything a service may use. */
export type ServiceContext = {
  readonly service: string;
  readonly requestId: string;
  readonly tenantId: string | undefined;
  readonly visitorId: string | undefined;
  readonly clock: Clock;
  /** Aborted when the caller no longer waits. */
  readonly signal: StopSignal;
  readonly log: Logger;
  /** Dice of this call for one purpose; the same purpose gives the same dice. */
  random(purpose: string): Random;
  /** Spends the time that this service's own work takes; half of the times it is less than `medianMs`. */
  work(medianMs: number, purpose?: string): Promise<void>;
  /** Calls an operation of a service it depends on; throws a CallError. */
  call<Input, Output>(operation: OperationSpec<Input, Output>, input: Input): Promise<Output>;
  /** The calls that it made until now, as they ended. */
  readonly made: readonly MadeCall[];
  /** True while the cache of this service cannot be used. */
  readonly cacheOff: boolean;
};

/** A call as its caller saw it, with all of its attempts. */
export type MadeCall = {
  service: string;
  operation: string;
  /** On the monotonic clock. */
  startMs: number;
  durationMs: number;
  /** Attempts after the first. */
  retries: number;
  failed: boolean;
};

/** What travels with a call, whichever way it travels. */
export type Envelope = {
  service: string;
  operation: string;
  /** `outside` for callers that measure themselves; undefined where nobody does. */
  caller: string | undefined;
  requestId: string;
  tenantId: string | undefined;
  visitorId: string | undefined;
  /** Which call of its request this is, e.g. `0.2.1`: dice are keyed by it. */
  path: string;
  /** How long the caller still waits. */
  remainingMs: number;
  parent: SpanContext | undefined;
  input: unknown;
};

export type Reply = {
  status: number;
  body: unknown;
  /** Given by the host: in which trace its span is, for callers who brought none. */
  traceId?: string;
};

/** Rejects with a TransportError when no answer came. Aborting the signal means that nobody waits any more. */
export type Transport = (envelope: Envelope, signal: StopSignal) => Promise<Reply>;

/** Takes calls in; the same function behind an HTTP route and behind a direct call. */
export type Host = {
  /** Rejects with a TransportError where a real connection would break. */
  handle(envelope: Envelope, signal: StopSignal): Promise<Reply>;
  hosts(service: string): boolean;
  /** False while nothing listens there; what a platform's readiness probe sees. */
  answers(service: string): boolean;
  /** Requests being worked on and waiting. */
  load(service: string): { busy: number; queued: number };
};

export type MeshServices = {
  clock: Clock;
  seed: string;
  telemetry: { service(name: string): ServiceTelemetry };
  topology: Topology;
};

/** Sums over a window. Latency in milliseconds. */
export type CallCounts = { calls: number; errors: number; latencyMs: number };
export type CallSums = CallCounts & { p95Ms: number };

export type Health = {
  status: ServiceStatus;
  /** Epoch milliseconds of the last change. */
  sinceMs: number;
};

/** A finished attempt at a call, as its caller saw it. */
export type Observed = {
  from: string;
  to: string;
  latencyMs: number;
  failed: boolean;
  /** How long ago it finished, where another process tells of it. */
  agoMs?: number;
};

/** What is known of the services that other processes host. */
export type Elsewhere = {
  answers(service: string): boolean;
  load(service: string): { busy: number; queued: number };
  edge(from: string, to: string): EdgeState;
};

/** What is known of one service now. Sums are over the last ten seconds. */
export type ServiceView = Health & { sums: CallSums; calls: number; busy: number; queued: number };
export type EdgeState = {
  breaker: BreakerState;
  retriesPerSecond: number;
  /** Known where the caller is in this process. */
  probeInMs?: number;
};
export type EdgeView = EdgeState & { sums: CallSums; calls: number };

export type LivelyEdge = { readonly from: string; readonly to: string; readonly key: string };
export type Lively = { services: string[]; edges: readonly LivelyEdge[] };

/** Under which name callers outside of the mesh are measured; no service can have it. */
export const outside = "outside";

export type Mesh = {
  readonly topology: Topology;
  readonly host: Host;
  operationsOf(service: string): string[];
  /** A call from outside, such as a shopper's; measured like any other. */
  enter(envelope: Envelope, signal: StopSignal): Promise<Reply>;
  service(id: string): ServiceView;
  edge(from: string, to: string): EdgeView;
  /** All calls to a service in so many seconds, of fifteen minutes at most. */
  sums(service: string, seconds: number): CallSums;
  /** What had calls or another status since the window of ten seconds began; the rest shows nothing new. */
  lively(): Lively;
  /** Fifteen minutes, second by second, the oldest first; seconds without a call are left out. */
  history(service: string): SecondOfCalls[];
  historyOfEdge(from: string, to: string): SecondOfCalls[];
  /** The newest first. */
  changes(service?: string): StatusChange[];
  /** Forms the judgement on every service that something happened to. Called at every tick. */
  judge(): void;
  /** Called at once when a status changes; returns what stops that. */
  onStatusChange(heard: () => void): () => void;
  /** Takes what another process measured into account. */
  take(observed: Observed): void;
  close(): void;
};
