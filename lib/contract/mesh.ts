import { z } from "zod/mini";

/** Ids travel in URLs, metric labels and file names. */
export const serviceIdPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
export const ServiceId = z.string().check(z.regex(serviceIdPattern), z.maxLength(63));

export const serviceStatuses = ["healthy", "degraded", "failed"] as const;
export const ServiceStatus = z.enum(serviceStatuses);
export type ServiceStatus = z.infer<typeof ServiceStatus>;

/** What `GET /services` and `/ws` say of a service; names fixed by the scripts that read them. */
export const ServiceHealth = z.object({
  id: ServiceId,
  name: z.string(),
  status: ServiceStatus,
  latency_ms: z.number(),
  error_rate: z.number(),
  success_rate: z.number(),
  request_count: z.int(),
  dependencies: z.array(ServiceId),
  failure: z.nullable(z.object({ ends_at: z.iso.datetime() })),
});
export type ServiceHealth = z.infer<typeof ServiceHealth>;

export const ServiceList = z.object({ services: z.array(ServiceHealth), timestamp: z.iso.datetime() });
export type ServiceList = z.infer<typeof ServiceList>;

export const MeshTotals = z.object({
  total_services: z.int(),
  healthy: z.int(),
  degraded: z.int(),
  failed: z.int(),
  avg_latency_ms: z.number(),
  error_rate: z.number(),
  success_rate: z.number(),
  timestamp: z.iso.datetime(),
});
export type MeshTotals = z.infer<typeof MeshTotals>;

/** The shape of the mesh. It does not change while a process runs. */
export const TopologyService = z.object({
  id: ServiceId,
  name: z.string(),
  /** What large graphs are folded by. */
  group: z.string(),
  kind: z.enum(["http", "database", "cache"]),
  dependencies: z.array(ServiceId),
  operations: z.array(z.string()),
});
export type TopologyService = z.infer<typeof TopologyService>;
export const TopologyView = z.object({ services: z.array(TopologyService) });
export type TopologyView = z.infer<typeof TopologyView>;

/** Rates are over the last ten seconds; `calls` counts since the start. */
const reading = {
  callsPerSecond: z.number(),
  errorRate: z.number(),
  latencyMs: z.number(),
  p95Ms: z.number(),
  calls: z.int(),
};

/** One entry of the `services` feed; its key is the service's id. */
export const ServiceReading = z.object({
  status: ServiceStatus,
  since: z.iso.datetime(),
  ...reading,
  busy: z.int(),
  queued: z.int(),
});
export type ServiceReading = z.infer<typeof ServiceReading>;

export const breakerStates = ["closed", "half-open", "open"] as const;
export const BreakerState = z.enum(breakerStates);
export type BreakerState = z.infer<typeof BreakerState>;

/** One entry of the `edges` feed; its key is `caller->callee`. */
export const EdgeReading = z.object({ ...reading, breaker: BreakerState, retriesPerSecond: z.number() });
export type EdgeReading = z.infer<typeof EdgeReading>;

export function edgeKey(from: string, to: string): string {
  return `${from}->${to}`;
}

/** One second as charts draw it; seconds without a call are left out. */
export const SecondOfCalls = z.object({
  at: z.int(),
  calls: z.int(),
  errors: z.int(),
  latencyMs: z.number(),
  p95Ms: z.number(),
});
export type SecondOfCalls = z.infer<typeof SecondOfCalls>;

/** What changed, for people who come back to the page: the newest first. */
export const StatusChange = z.object({
  at: z.iso.datetime(),
  service: ServiceId,
  from: ServiceStatus,
  to: ServiceStatus,
});
export type StatusChange = z.infer<typeof StatusChange>;

export const StatusChangeList = z.object({ changes: z.array(StatusChange) });
export type StatusChangeList = z.infer<typeof StatusChangeList>;

export const StatusChangeQuery = z.strictObject({
  service: z.optional(ServiceId),
  limit: z._default(
    z.pipe(
      z.string().check(z.regex(/^\d{1,3}$/, "a whole number from 1 to 200")),
      z.pipe(z.transform(Number), z.int().check(z.gte(1), z.lte(200))),
    ),
    50,
  ),
});
export type StatusChangeQuery = z.infer<typeof StatusChangeQuery>;

export const ServiceDetail = z.object({
  service: TopologyService,
  reading: ServiceReading,
  /** Up to 15 minutes, the oldest first. */
  history: z.array(SecondOfCalls),
  callers: z.array(z.object({ service: ServiceId, reading: EdgeReading })),
  dependencies: z.array(z.object({ service: ServiceId, reading: EdgeReading })),
  changes: z.array(StatusChange),
});
export type ServiceDetail = z.infer<typeof ServiceDetail>;

export const EdgeDetail = z.object({
  from: ServiceId,
  to: ServiceId,
  reading: EdgeReading,
  /** Up to 15 minutes, the oldest first. */
  history: z.array(SecondOfCalls),
});
export type EdgeDetail = z.infer<typeof EdgeDetail>;
