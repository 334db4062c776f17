"use client";

import { useEffect, useRef, useState } from "react";
import { askServer, type Failure } from "#components/shell/ask-server.ts";
import type { CartAddition } from "#lib/contract/cart.ts";
import { idempotencyHeader } from "#lib/contract/idempotency-header.ts";
import type { Card } from "#lib/contract/order.ts";
import { visitorUnknown } from "#lib/contract/visitor-unknown.ts";
import { forgetAttempt, makeKey, noteSending, readAttempt } from "./attempt.ts";
import type { CardDraft } from "./card-draft.ts";
import { isFinal, type Outcome, outcomeOf, tookNothing } from "./purchase-outcome.ts";
import { orderShape } from "./shapes.ts";
import { askLedger, orderInstead, useLedger } from "./use-ledger.ts";

export type Purchase = {
  /** What is bought, and where: its attempts are kept under this name. */
  purpose: string;
  path: string;
  bodyOf: (card: Card) => unknown;
  /** What must be in the cart for it; nothing where nobody needs one. */
  cart?: readonly CartAddition[];
};

export type PurchaseStep =
  | { is: "ready" }
  | { is: "sending" }
  | { is: "found"; key: string }
  | { is: "ordered"; orderId: string }
  | { is: "declined" | "refused" | "unreadable"; failure: Failure }
  | { is: "failed"; failure: Failure; key: string; attempt: number; card: CardDraft; againAtMs: number };

/**
 * Buys, and keeps the attempt's key until there is a final answer. A second click while the first is on its way is the
 * first.
 */
export function usePurchase(purchase: Purchase) {
  const [step, setStep] = useState<PurchaseStep>({ is: "ready" });
  const busy = useRef(false);

  const { purpose } = purchase;
  useEffect(() => {
    const left = readAttempt(sessionStorage, purpose);
    if (left) setStep({ is: "found", key: left.key });
  }, [purpose]);

  const buy = async (card: CardDraft) => {
    if (busy.current) return;
    busy.current = true;
    setStep({ is: "sending" });
    try {
      setStep(await send(purchase, card));
    } finally {
      busy.current = false;
    }
  };

  const keyInDoubt = step.is === "failed" || step.is === "found" ? step.key : undefined;
  const ledger = useLedger(keyInDoubt, step.is === "failed" ? step.attempt : 0);
  const found = orderInstead(ledger);
  // It is an order: with the same key, whatever is bought next would be that order again.
  useEffect(() => {
    if (found) forgetAttempt(sessionStorage, purpose);
  }, [found, purpose]);

  return { step, ledger, buy };
}

async function send(purchase: Purchase, card: CardDraft): Promise<PurchaseStep> {
  const first = await sendOnce(purchase, card);
  if (first.outcome.is !== "other") return stepAfter(purchase, card, first);
  const ledger = await askLedger(first.key);
  if (ledger?.state === "ordered" && ledger.orderId) {
    forgetAttempt(sessionStorage, purchase.purpose);
    return { is: "ordered", orderId: ledger.orderId };
  }
  if (!ledger || !tookNothing(ledger)) return stepAfter(purchase, card, first);
  forgetAttempt(sessionStorage, purchase.purpose);
  return stepAfter(purchase, card, await sendOnce(purchase, card));
}

type Sent = { key: string; attempt: number; outcome: Outcome };

async function sendOnce({ purpose, path, bodyOf }: Purchase, card: CardDraft): Promise<Sent> {
  const { key, tries } = noteSending(sessionStorage, purpose, makeKey);
  const headers = { [idempotencyHeader]: key };
  const ask = () => askServer(path, orderShape, { method: "POST", body: bodyOf(card), headers });
  let answer = await ask();
  // Refused before anything was begun; the browser has its cookie now.
  if (!answer.ok && answer.failure.code === visitorUnknown) answer = await ask();
  return { key, attempt: tries, outcome: outcomeOf(answer) };
}

function stepAfter({ purpose }: Purchase, card: CardDraft, { key, attempt, outcome }: Sent): PurchaseStep {
  if (isFinal(outcome)) forgetAttempt(sessionStorage, purpose);
  if (outcome.is === "ordered") return { is: "ordered", orderId: outcome.order.orderId };
  const { failure } = outcome;
  if (outcome.is !== "failed" && outcome.is !== "other") return { is: outcome.is, failure };
  const againAtMs = Date.now() + (failure.retryAfterSeconds ?? 0) * 1_000;
  return { is: "failed", failure, key, attempt, card, againAtMs };
}
