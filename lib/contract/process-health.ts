import { z } from "zod/mini";

/** What is taken of something that a setting bounds. */
export const Bound = z.object({
  part: z.enum([
    "heap",
    "warehouse-memory",
    "warehouse-file",
    "warehouse-queue",
    "warehouse-queries",
    "otlp-traces",
    "otlp-logs",
  ]),
  used: z.number(),
  limit: z.number(),
  unit: z.enum(["bytes", "queries"]),
});
export type Bound = z.infer<typeof Bound>;

/** What a sink could not keep since the start. */
export const Loss = z.object({
  sink: z.string(),
  signal: z.enum(["spans", "logs", "points"]),
  amount: z.int(),
});
export type Loss = z.infer<typeof Loss>;

/**
 * What the control room shows of the process itself. Each key is one entry of the `process` feed and
 * travels alone when it changes. Rates are per second over the last ten seconds.
 */
export const ProcessHealth = z.object({
  status: z.object({
    word: z.enum(["healthy", "degraded", "draining"]),
    startedAt: z.iso.datetime(),
    version: z.string(),
  }),
  cpu: z.object({ percent: z.number(), cores: z.int() }),
  memory: z.object({ residentBytes: z.int(), heapUsedBytes: z.int() }),
  eventLoop: z.object({ delayP99Ms: z.number(), utilization: z.number() }),
  requests: z.object({
    perSecond: z.number(),
    errorRate: z.number(),
    p50Ms: z.number(),
    p99Ms: z.number(),
    inFlight: z.int(),
  }),
  sockets: z.object({ connected: z.int() }),
  telemetry: z.object({
    spansPerSecond: z.number(),
    logsPerSecond: z.number(),
    dropped: z.int(),
    series: z.int(),
    warehouseRows: z.int(),
    warehouseBytes: z.int(),
  }),
  bounds: z.array(Bound),
  /** Only sinks that lost something. */
  losses: z.array(Loss),
  /** Only where log events are sent on. Of the whole outbox, whichever of its processes is asked. */
  shipping: z.optional(
    z.object({
      receiver: z.string(),
      waiting: z.int(),
      sent: z.int(),
      dropped: z.int(),
      oldestAt: z.nullable(z.iso.datetime()),
      lastError: z.nullable(z.string()),
    }),
  ),
  store: z.object({ kind: z.enum(["pglite", "postgres"]), reachable: z.boolean() }),
});
export type ProcessHealth = z.infer<typeof ProcessHealth>;
