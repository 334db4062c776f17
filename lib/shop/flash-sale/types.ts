import type { Clock } from "#lib/kernel/clock.ts";
import type { PassPoint } from "#lib/kernel/crash-points.ts";
import type { AppError } from "#lib/kernel/errors.ts";
import type { Store } from "#lib/store/types.ts";
import type { Logger } from "#lib/telemetry/types.ts";
import type { GivenReply, KeptReply } from "../keyed-purchase.ts";
import type { OrderRow, PaymentRow } from "../read-order.ts";
import type { ShopMetrics } from "../shop-metrics.ts";
import type { FlashSaleRow, GoodsRow } from "./flash-sale-state.ts";

/** One attempt to buy one unit. */
export type Attempt = {
  visitorId: string;
  key: string;
  /** Of what was asked for, without what must not be kept. */
  fingerprint: string;
  cardEnding: string;
  requestId: string;
  traceId: string;
  /** How the caller says no: in the words that are kept and given again. */
  refuse(error: AppError): GivenReply;
};

/** What of a sale never changes while it is on. */
export type OpenSale = Pick<FlashSaleRow, "id" | "tenant" | "sku" | "priceMinor" | "startsAt" | "endsAt"> &
  Pick<GoodsRow, "name" | "currency">;

export type PlacedOrder = { order: OrderRow; payment: PaymentRow };
export type Answer = KeptReply | Error;

/** Where an attempt stands before anything is captured. */
export type Standing =
  | { kind: "placed"; placed: PlacedOrder }
  | { kind: "refused"; reply: GivenReply }
  | { kind: "answered"; answer: Answer };
export type Standings = Map<Attempt, Standing>;

export type SettleContext = {
  store: Pick<Store, "db">;
  clock: Pick<Clock, "nowMs">;
  log: Logger;
  metrics: Pick<ShopMetrics, "stockConflicts">;
  /** Somebody may be watching what is left. */
  stockChanged(): void;
  passPoint: PassPoint;
};
