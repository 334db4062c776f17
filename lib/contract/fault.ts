import { z } from "zod/mini";
import { serviceIdPattern } from "./mesh.ts";

export const faultKinds = [
  "outage",
  "latency",
  "error-rate",
  "hang",
  "connection-reset",
  "reply-lost",
  "pool-exhaustion",
  "cpu-saturation",
  "cache-disabled",
  "cart-click",
  "vendor-offline",
  "products-unavailable",
  "discount-stock-depleted",
  "feed-garbage",
] as const;
export const FaultKind = z.enum(faultKinds);
export type FaultKind = z.infer<typeof FaultKind>;

const id = serviceIdPattern.source.slice(1, -1);
/** Of vendors. What a feed calls otherwise is watched like any other, but cannot be a target of its own. */
const vendorCode = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
const targetPattern = new RegExp(`^(${id}|${id}/${id}|${id}->${id}|vendor:${vendorCode})$`);

/** What visitors put things into. No service, so that it stands for itself. */
export const cartTarget = "cart";
/** All sellers whose status, products and stock are watched; the share says which part of them. */
export const vendorsTarget = "vendors";
export const vendorPrefix = "vendor:";

/**
 * A service, one of its operations (`payment-service/charge`), an edge (`order-service->payment-service`), the `cart`,
 * the `vendors`, or one of them (`vendor:V0042`).
 */
export const FaultTarget = z.string().check(z.maxLength(200), z.regex(targetPattern));
export const targetSorts = ["service", "operation", "edge", "cart", "vendors", "vendor"] as const;
export type TargetSort = (typeof targetSorts)[number];

export const longestFaultSeconds = 3_600;

export const NewFault = z.strictObject({
  kind: FaultKind,
  target: FaultTarget,
  /** Left out ones take the kind's defaults. */
  parameters: z._default(z.record(z.string(), z.number()), {}),
  /** Which part of the visitors (of the vendors) is hit; each is in or out, and stays that. */
  share: z._default(z.number().check(z.gt(0), z.lte(1)), 1),
  durationSeconds: z.number().check(z.gt(0), z.lte(longestFaultSeconds)),
});
export type NewFault = z.infer<typeof NewFault>;

export const faultStates = ["armed", "ended", "removed"] as const;
export const Fault = z.object({
  id: z.string(),
  kind: FaultKind,
  target: z.string(),
  parameters: z.record(z.string(), z.number()),
  share: z.number(),
  startsAt: z.iso.datetime(),
  /** For one that was removed: when. Null for what is armed from the start of the server until it is removed. */
  endsAt: z.nullable(z.iso.datetime()),
  state: z.enum(faultStates),
});
export type Fault = z.infer<typeof Fault>;

export const FaultId = z.strictObject({ id: z.string().check(z.minLength(1), z.maxLength(40)) });

/** The armed ones first, then those of the last hour. */
export const FaultList = z.object({ faults: z.array(Fault) });
export type FaultList = z.infer<typeof FaultList>;

export const FaultParameter = z.object({
  name: z.string(),
  unit: z.string(),
  says: z.string(),
  default: z.number(),
  min: z.number(),
  max: z.number(),
  /** There is no half a connection. */
  whole: z.optional(z.boolean()),
});
export const FaultKindInfo = z.object({
  kind: FaultKind,
  title: z.string(),
  /** What it does and what will be seen, in one or two sentences. */
  does: z.string(),
  /** `real`: it truly happens. `emulated`: the mechanism is replaced, what follows from it is real. */
  fidelity: z.enum(["real", "emulated"]),
  targets: z.array(z.enum(targetSorts)),
  /** Services it can be armed on, where it does not fit all. */
  onlyKinds: z.optional(z.array(z.enum(["http", "database", "cache"]))),
  /** False where it hits the place as a whole, so that a share of visitors makes no sense. */
  sharable: z.boolean(),
  parameters: z.array(FaultParameter),
});
export type FaultKindInfo = z.infer<typeof FaultKindInfo>;
export const FaultKindList = z.object({ kinds: z.array(FaultKindInfo) });

/** Names fixed by the scripts that send it. */
export const SimulateFailure = z.strictObject({
  service_id: z.string().check(z.minLength(1), z.maxLength(63)),
  duration_seconds: z._default(z.number().check(z.gt(0), z.lte(longestFaultSeconds)), 30),
});

export const SimulatedFailure = z.object({
  fault_id: z.string(),
  service_id: z.string(),
  ends_at: z.iso.datetime(),
});
