// The dependency graph as it was in one minute of the past.
import { z } from "zod/mini";
import { BreakerState, SecondOfCalls, ServiceId, ServiceStatus } from "./mesh.ts";

export const pastMinuteMs = 60_000;
/** Why a time cannot be shown. */
export type PastProblem = "unreadable" | "future" | "too-old" | "nothing-recorded";
/** What the charts beside it reach back. */
export const pastHistoryMs = 900_000;

/** Of the whole minute. Without requests there is no rate and no time to speak of: they are 0. */
const minuteOfCalls = {
  requests: z.int(),
  errors: z.int(),
  errorRate: z.number(),
  latencyMs: z.number(),
  p95Ms: z.number(),
};

export const PastService = z.object({
  id: ServiceId,
  name: z.string(),
  /** The worst that it was judged within the minute; null when nothing is known of it. */
  status: z.nullable(ServiceStatus),
  ...minuteOfCalls,
});
export type PastService = z.infer<typeof PastService>;

export const PastEdge = z.object({
  from: ServiceId,
  to: ServiceId,
  ...minuteOfCalls,
  /** Calls that were not sent, because the breaker was open. */
  refused: z.int(),
  /** The least closed that it was within the minute; null before its first call. */
  breaker: z.nullable(BreakerState),
});
export type PastEdge = z.infer<typeof PastEdge>;

const time = z.iso.datetime();
export const PastGraph = z.object({
  at: time,
  /** The minute that ends at that time. */
  from: time,
  to: time,
  /** The oldest time that can be asked for; null while nothing is recorded. */
  oldest: z.nullable(time),
  /** Whether anything was recorded within the minute. */
  recorded: z.boolean(),
  services: z.array(PastService),
  edges: z.array(PastEdge),
});
export type PastGraph = z.infer<typeof PastGraph>;

/** Second by second, the oldest first; seconds without a call are left out. */
export const PastCalls = z.object({ from: time, to: time, history: z.array(SecondOfCalls) });
export type PastCalls = z.infer<typeof PastCalls>;
