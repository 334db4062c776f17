import { z } from "zod/mini";

/** What background shoppers do. A weight of 0 leaves a journey out. */
export const journeys = ["sign-in", "account", "quote", "checkout"] as const;
export const Journey = z.enum(journeys);
export type Journey = z.infer<typeof Journey>;

/** One in 100 seconds; who wants fewer wants none. */
export const leastRequestsPerSecond = 0.01;
export const mostRequestsPerSecond = 1_000;
/** What lies below 0 or above the most is told by its own checks. */
const rate = z.number().check(
  z.gte(0),
  z.lte(mostRequestsPerSecond),
  z.refine((perSecond) => perSecond <= 0 || perSecond >= leastRequestsPerSecond, {
    error: `must be 0, or from ${leastRequestsPerSecond} to ${mostRequestsPerSecond}`,
  }),
);
const weight = z.number().check(z.gte(0), z.lte(1_000));
export const TrafficMix = z.strictObject({
  "sign-in": weight,
  account: weight,
  quote: weight,
  checkout: weight,
});
export type TrafficMix = z.infer<typeof TrafficMix>;

export const Traffic = z.object({
  requestsPerSecond: z.number(),
  paused: z.boolean(),
  mix: TrafficMix,
  /** What was sent since the start, and how it went. */
  sent: z.int(),
  failed: z.int(),
  /** Shoppers that were not sent because too many were still waiting for an answer. */
  skipped: z.int(),
});
export type Traffic = z.infer<typeof Traffic>;

export const TrafficChange = z.strictObject({
  requestsPerSecond: z.optional(rate),
  paused: z.optional(z.boolean()),
  mix: z.optional(
    z.strictObject({
      "sign-in": z.optional(weight),
      account: z.optional(weight),
      quote: z.optional(weight),
      checkout: z.optional(weight),
    }),
  ),
});
export type TrafficChange = z.infer<typeof TrafficChange>;
