// What can be asked of a virtual run, checked before anything begins.
import { z } from "zod";
import { FaultKind, FaultTarget, longestFaultSeconds } from "#lib/contract/fault.ts";
import { mostRequestsPerSecond } from "#lib/contract/traffic.ts";

export const mostMinutes = 7 * 24 * 60;
export const mostServices = 10_000;

export const TimedFault = z.strictObject({
  kind: FaultKind,
  target: FaultTarget,
  parameters: z.record(z.string(), z.number()).default({}),
  share: z.number().gt(0).lte(1).default(1),
  /** Counted from the start of the run. */
  atSeconds: z.number().gte(0),
  forSeconds: z.number().gt(0).lte(longestFaultSeconds),
});
export type TimedFault = z.infer<typeof TimedFault>;

export const VirtualPlan = z.strictObject({
  seed: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/, "must be 1 to 64 letters, digits, dots, dashes or underscores"),
  minutes: z.number().gt(0).lte(mostMinutes),
  services: z.int().gte(9).lte(mostServices).default(9),
  requestsPerSecond: z.number().gt(0).lte(mostRequestsPerSecond).default(3),
  faults: z.array(TimedFault).max(100).default([]),
});
export type VirtualPlan = z.infer<typeof VirtualPlan>;
