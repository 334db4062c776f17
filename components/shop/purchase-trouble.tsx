"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { LinkButton } from "#components/ui/link-button.tsx";
import { idempotencyHeader } from "#lib/contract/idempotency-header.ts";
import type { Card } from "#lib/contract/order.ts";
import { testCards } from "#lib/contract/test-cards.ts";
import { FailureReceipt } from "./failure-receipt.tsx";
import { type Money, moneyOf } from "./money-words.ts";
import { Declined, EarlierAttempt, Refused } from "./purchase-notices.tsx";
import { type LedgerWord, orderInstead } from "./use-ledger.ts";
import type { Purchase, PurchaseStep } from "./use-purchase.ts";
import { useSecondsUntil } from "./use-seconds-until.ts";

type Props = {
  purchase: Purchase;
  step: PurchaseStep;
  ledger: LedgerWord;
  lines: readonly { name: string; amount: ReactNode }[];
  /** Where an order is looked at. */
  orderHref: (orderId: string) => string;
  onRetry: (step: FailedStep) => void;
  /** What to do when what was asked for cannot be had. */
  whenRefused: ReactNode;
};

type FailedStep = Extract<PurchaseStep, { is: "failed" }>;

/** What came of the last attempt, unless it became an order. A card that was declined is not a failure. */
export function PurchaseTrouble(props: Props) {
  const { step } = props;
  const place = useRef<HTMLDivElement>(null);
  // Whoever pressed the button at the end of the form would not see what came of it.
  useEffect(() => {
    if (step.is === "failed" || step.is === "declined" || step.is === "refused") place.current?.focus();
  }, [step]);
  return (
    <div ref={place} tabIndex={-1} className="scroll-mt-32 outline-none empty:hidden">
      <Trouble {...props} />
    </div>
  );
}

function Trouble(props: Props) {
  const { step, orderHref, ledger } = props;
  switch (step.is) {
    case "declined":
      return <Declined failure={step.failure} />;
    case "refused":
    case "unreadable":
      return <Refused failure={step.failure}>{props.whenRefused}</Refused>;
    case "found":
      return <EarlierAttempt state={ledger.state} orderHref={orderHref} />;
    case "failed":
      return <Failed {...props} step={step} />;
    default:
      return null;
  }
}

function Failed({
  purchase,
  step,
  lines,
  orderHref,
  onRetry,
  ledger,
}: Props & { step: FailedStep; ledger: LedgerWord }) {
  const orderId = orderInstead(ledger);
  const inSeconds = useSecondsUntil(step.againAtMs);
  return (
    <FailureReceipt
      title={orderId ? "It was ordered after all" : (titles[step.failure.code] ?? "Not ordered")}
      mended={orderId !== null}
      lines={lines}
      failure={step.failure}
      money={moneyAsFar(ledger)}
      attempt={step.attempt}
      request={{
        method: "POST",
        path: purchase.path,
        headers: { [idempotencyHeader]: step.key },
        body: purchase.bodyOf(showable(step.card)),
        before: purchase.cart?.map((body) => ({ method: "POST", path: "/api/cart/items", body })) ?? [],
      }}
      retry={{
        run: () => onRetry(step),
        busy: false,
        inSeconds,
        says: "with the same key: however often it is sent, it makes one order",
      }}
    >
      {orderId ? (
        <div className="mt-3">
          <LinkButton look="solid" href={orderHref(orderId)}>
            See the order
          </LinkButton>
        </div>
      ) : null}
    </FailureReceipt>
  );
}

/** Where there is an order already. */
const titles: Readonly<Record<string, string>> = {
  payment_unconfirmed: "Not confirmed yet",
  in_progress: "Not confirmed yet",
};

function moneyAsFar({ asked, state }: LedgerWord): Money {
  return asked ? moneyOf(state) : "asking";
}

/** A card that may be real does not get into a clipboard; one of the test network does. */
function showable(card: Card): Card {
  const [pays] = testCards;
  return testCards.some(({ number }) => number === card.number)
    ? card
    : { ...card, number: pays.number, cvc: "123" };
}
