// The order of one unit, and the reply that tells of it.

import type { CardRefusal } from "#lib/contract/test-cards.ts";
import { captureRefusalOf, cardRefused, refusalOf } from "../card-network.ts";
import type { GivenReply } from "../keyed-purchase.ts";
import { orderIdOf, paymentIdOf } from "../order-id.ts";
import { toOrder } from "../read-order.ts";
import { soldOut } from "./refusals.ts";
import type { Attempt, OpenSale, PlacedOrder } from "./types.ts";

/** As the database has just stored it. */
export function orderFor(attempt: Attempt, sale: OpenSale, createdAt: Date): PlacedOrder {
  const orderId = orderIdOf(attempt.visitorId, attempt.key);
  const { tenant, sku, name, priceMinor, currency } = sale;
  return {
    order: {
      id: orderId,
      visitorId: attempt.visitorId,
      tenant,
      status: "processing",
      totalMinor: priceMinor,
      currency,
      items: [{ sku, name, quantity: 1, priceMinor }],
      steps: [],
      flashSaleId: sale.id,
      requestId: attempt.requestId,
      traceId: attempt.traceId,
      settlingUntil: null,
      createdAt,
    },
    payment: {
      id: paymentIdOf(orderId),
      state: "authorized",
      cardEnding: attempt.cardEnding,
      amountMinor: priceMinor,
      refundedMinor: 0,
    },
  };
}

/** The order as it is when all went well: whatever befalls it later, this was the reply, to the byte. */
export function replyFor(attempt: Attempt, { order, payment }: PlacedOrder): GivenReply {
  if (order.status === "cancelled") return attempt.refuse(cardRefused("card_declined"));
  const paid = { ...order, status: "paid" as const };
  const captured = { ...payment, state: "captured" as const, refundedMinor: 0 };
  return { status: 201, body: JSON.stringify(toOrder(paid, captured, [])) };
}

/** Units go to who pays at once: a card that is declined only when the money is taken gets none either. */
export function refusalAtDoor({ cardEnding }: Pick<Attempt, "cardEnding">): CardRefusal | undefined {
  return refusalOf(cardEnding) ?? captureRefusalOf(cardEnding);
}

/** Whose card does not pay is told that, whether or not something was left. */
export function refuse(attempt: Attempt, sale: OpenSale): GivenReply {
  const refusal = refusalAtDoor(attempt);
  return attempt.refuse(refusal === undefined ? soldOut(sale) : cardRefused(refusal));
}
