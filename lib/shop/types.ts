// What the verbs of the cart need. Built by the runtime, handed down by routes.
import type { Tracer } from "@opentelemetry/api";
import type { Conditions } from "#lib/faults/types.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { Store } from "#lib/store/types.ts";
import type { Logger } from "#lib/telemetry/types.ts";
import type { CartDesk } from "./cart-desk.ts";
import type { Shelf } from "./shelf.ts";
import type { ShopMetrics } from "./shop-metrics.ts";

export type CartContext = {
  readonly store: Pick<Store, "db" | "kind">;
  readonly clock: Pick<Clock, "nowMs" | "monotonicMs">;
  readonly tracer: Tracer;
  readonly log: Logger;
  readonly shelf: Shelf;
  readonly desk: CartDesk;
  readonly metrics: ShopMetrics;
  readonly conditions: Pick<Conditions, "atCart">;
};
