// What the card network of this playground says to a card. It knows cards by the four digits that may be shown.
import type { Card } from "#lib/contract/order.ts";
import { type CardRefusal, testCards } from "#lib/contract/test-cards.ts";
import { AppError } from "#lib/kernel/errors.ts";

const refusals = new Map<string, CardRefusal | undefined>(
  testCards.map(({ number, refusal }) => [endingOf(number), refusal]),
);

const texts: Record<CardRefusal, string> = {
  card_declined: "The card was declined. Nothing was charged. Try another card.",
  insufficient_funds: "There is not enough money on the card. Nothing was charged. Try another card.",
  card_expired: "The card has expired. Nothing was charged. Try another card.",
  cvc_incorrect:
    "The security code does not belong to the card. Nothing was charged. Check it and try again.",
};

export function cardEndingOf({ number }: Pick<Card, "number">): string {
  return endingOf(number);
}

const refusedAtCapture = new Set(["0341"]);

/** Undefined where an authorised payment is taken as well. */
export function captureRefusalOf(cardEnding: string): CardRefusal | undefined {
  return refusedAtCapture.has(cardEnding) ? "card_declined" : undefined;
}

export function isCardRefusal(code: string): code is CardRefusal {
  return Object.hasOwn(texts, code);
}

/** Undefined for a card that pays. */
export function refusalOf(cardEnding: string): CardRefusal | undefined {
  return refusals.get(cardEnding);
}

export function cardRefused(refusal: CardRefusal): AppError {
  return new AppError("payment_required", texts[refusal], { reason: refusal });
}

/** A card is good until the end of its month, wherever on earth that ends last. Throws validation_failed. */
export function checkExpiry({ expiry }: Pick<Card, "expiry">, nowMs: number): void {
  const [month = 0, year = 0] = expiry.split("/").map(Number);
  const endMs = Date.UTC(2000 + year, month, 1, 12);
  if (nowMs < endMs) return;
  throw new AppError("validation_failed", "The card has expired. Nothing was charged.", {
    fields: [{ path: "body.card.expiry", message: "is in the past" }],
  });
}

function endingOf(number: string): string {
  return number.replaceAll(" ", "").slice(-4);
}
