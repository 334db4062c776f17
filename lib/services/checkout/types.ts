// What the verbs of checkout need. Built by the runtime, handed down by routes.

import type { Clock } from "#lib/kernel/clock.ts";
import type { PassPoint } from "#lib/kernel/crash-points.ts";
import type { AppError } from "#lib/kernel/errors.ts";
import type { Mesh } from "#lib/mesh/types.ts";
import type { GivenReply, KeptReply } from "#lib/shop/keyed-purchase.ts";
import type { ShopMetrics } from "#lib/shop/shop-metrics.ts";
import type { Store } from "#lib/store/types.ts";
import type { ServiceTelemetry } from "#lib/telemetry/types.ts";

/** Who asks in this process under which key. They are answered together. */
export type KeysUnderWay = Map<string, { fingerprint: string; reply: Promise<KeptReply> }>;

export type CheckoutContext = {
  readonly store: Pick<Store, "db">;
  readonly clock: Clock;
  readonly mesh: Pick<Mesh, "enter" | "edge">;
  readonly web: Pick<ServiceTelemetry, "name" | "log" | "tracer">;
  readonly keysUnderWay: KeysUnderWay;
  readonly metrics: Pick<ShopMetrics, "stockConflicts">;
  readonly passPoint: PassPoint;
  /** To be called after every commit that changes what is left of something. */
  readonly stockChanged: () => void;
};

/** A request that may be sent again under its key. */
export type Keyed = {
  visitorId: string;
  key: string;
  /** Of what was asked for, without what must not be kept. */
  fingerprint: string;
  /** The id of what the key can make at most one of. */
  makes: string;
  requestId: string;
  /** How the caller says no: in the words that are kept and given again. */
  refuse(error: AppError): GivenReply;
};

export type Asker = Pick<Keyed, "visitorId" | "key" | "requestId" | "refuse">;
