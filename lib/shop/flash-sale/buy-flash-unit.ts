import { createHash } from "node:crypto";
import type { Card } from "#lib/contract/order.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { cardEndingOf, checkExpiry } from "../card-network.ts";
import type { KeptReply } from "../keyed-purchase.ts";
import type { Attempt } from "./types.ts";
import type { WaitingRooms } from "./waiting-rooms.ts";

type Context = { flashBuyers: Pick<WaitingRooms, "wait">; clock: Pick<Clock, "nowMs"> };
type Input = Omit<Attempt, "fingerprint" | "cardEnding"> & { saleId: string; card: Card };

/** One unit for one visitor and key. The same key again gives the same reply, and never a second order. */
export async function buyFlashUnit({ flashBuyers, clock }: Context, input: Input): Promise<KeptReply> {
  const { saleId, card, visitorId, key, requestId, traceId, refuse } = input;
  checkExpiry(card, clock.nowMs());
  const cardEnding = cardEndingOf(card);
  const fingerprint = fingerprintOf(saleId, cardEnding, card.expiry);
  return flashBuyers.wait(saleId, { visitorId, key, fingerprint, cardEnding, requestId, traceId, refuse });
}

/** Not of the whole card number: from a digest of it the number could be found by trying. */
function fingerprintOf(...parts: string[]): string {
  return createHash("sha256").update(parts.join("\0")).digest("hex");
}
