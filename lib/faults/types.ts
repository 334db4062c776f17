// What the mesh may know of faults: the conditions a place is under. Neither word nor id of a fault crosses this line,
// so nothing downstream can write one into a span, a log line or a metric.
import type { Fault, NewFault } from "#lib/contract/fault.ts";
import type { FaultElsewhere } from "#lib/contract/mesh-report.ts";

export type HostConditions = {
  /** Nothing listens. */
  readonly down: boolean;
  readonly delays: readonly { ms: number; jitterMs: number }[];
  readonly failing: boolean;
  readonly hanging: boolean;
  readonly resetting: boolean;
  /** The work is done, and nobody hears of it. */
  readonly mute: boolean;
  /** Work takes this many times as long; 1 as usual. */
  readonly slowdown: number;
  /** How many workers are left, if not all. */
  readonly workers: number | undefined;
  readonly cacheOff: boolean;
};

export type EdgeConditions = {
  readonly down: boolean;
  readonly delays: readonly { ms: number; jitterMs: number }[];
  readonly failing: boolean;
  readonly hanging: boolean;
  readonly resetting: boolean;
  /** The work is done, and nobody hears of it. */
  readonly mute: boolean;
  /** Connections that are left in the caller's pool, if not all. */
  readonly poolSlots: number | undefined;
};

export type VendorConditions = {
  /** Since when it takes no orders, where it does not. */
  readonly offlineSinceMs: number | undefined;
  /** At most so many percent of its products are to be had; undefined as usual. */
  readonly mostAvailablePercent: number | undefined;
  /** At most so many percent of its discounted stock are left; undefined as usual. */
  readonly mostLeftPercent: number | undefined;
  /** What its rows say is not what was agreed. */
  readonly garbled: boolean;
};

/** Asked on every call, so they cost nothing while nothing is armed: undefined means that all is as usual. */
export type Conditions = {
  /** `subject` is whom the request belongs to: a visitor, or the request itself. */
  atHost(service: string, operation: string, subject: string): HostConditions | undefined;
  atEdge(from: string, to: string, operation: string, subject: string): EdgeConditions | undefined;
  /** Whether this click of a visitor, who puts something into a cart, comes to nothing. Each question is one click. */
  atCart(visitorId: string): boolean;
  atVendor(code: string): VendorConditions | undefined;
};

export type KnownPlaces = {
  services: readonly { id: string; kind: "http" | "database" | "cache"; operations: readonly string[] }[];
  edges: readonly { from: string; to: string }[];
  /** Codes of the vendors whose feed is made here; none where it comes from elsewhere. */
  vendors?: readonly string[];
};

export type EndingFault = Fault & { endsAt: string };

export type Faults = {
  readonly conditions: Conditions;
  /** Throws an AppError for a place that does not exist, or a kind that does not fit there. */
  arm(fault: NewFault): EndingFault;
  /** Without an end of its own: for what the server starts with. */
  armForGood(fault: Omit<NewFault, "durationSeconds">): Fault;
  /** Throws not_found; removing one that has ended is fine. */
  remove(id: string): Fault;
  /** Clears everything at once; returns what was armed. */
  halt(): Fault[];
  /** The armed ones first, then those of the last hour. */
  list(): Fault[];
  /** The armed outage of a whole service, if there is one; of several the one that ends last. */
  outageOf(service: string): EndingFault | undefined;
  /** Calls back after each arming, removal and end; returns what stops that. */
  onChange(heard: () => void): () => void;
  /** Takes over what another process has armed: for services that run on their own. */
  replace(faults: readonly FaultElsewhere[]): void;
  /** What another process needs to take them over. */
  listForOthers(): FaultElsewhere[];
  close(): void;
};
