"use client";

import { type ReactNode, useEffect, useRef } from "react";
import type { Failure } from "#components/shell/ask-server.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { idempotencyHeader } from "#lib/contract/idempotency-header.ts";
import type { Card } from "#lib/contract/order.ts";
import { type CardRefusal, testCards } from "#lib/contract/test-cards.ts";
import { FailureReceipt } from "./failure-receipt.tsx";
import { type Money, moneyOf } from "./money-words.ts";
import { NoticeCard } from "./notice-card.tsx";
import { type LedgerWord, useLedger } from "./use-ledger.ts";
import type { Purchase, PurchaseStep } from "./use-purchase.ts";
import { useSecondsUntil } from "./use-seconds-until.ts";

type Props = {
  purchase: Purchase;
  step: PurchaseStep;
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
  const keyInDoubt = step.is === "failed" || step.is === "found" ? step.key : undefined;
  const ledger = useLedger(keyInDoubt, step.is === "failed" ? step.attempt : 0);
  const place = useRef<HTMLDivElement>(null);
  // Whoever pressed the button at the end of the form would not see what came of it.
  useEffect(() => {
    if (step.is === "failed" || step.is === "declined" || step.is === "refused") place.current?.focus();
  }, [step]);
  return (
    <div ref={place} tabIndex={-1} className="scroll-mt-32 outline-none empty:hidden">
      <Trouble {...props} ledger={ledger} />
    </div>
  );
}

function Trouble(props: Props & { ledger: LedgerWord }) {
  const { step, orderHref, ledger } = props;
  switch (step.is) {
    case "declined":
      return <Declined failure={step.failure} />;
    case "refused":
    case "unreadable":
      return (
        <NoticeCard tone="attention" title="Not ordered">
          <p>
            {step.failure.detail} <strong className="font-medium">Nothing was taken.</strong>
          </p>
          <div className="mt-2">{props.whenRefused}</div>
          <TraceLink traceId={step.failure.traceId} />
        </NoticeCard>
      );
    case "found":
      return <EarlierAttempt ledger={ledger} orderHref={orderHref} />;
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
  const orderId = ledger.state?.state === "ordered" && ledger.state.charged ? ledger.state.orderId : null;
  const inSeconds = useSecondsUntil(step.againAtMs);
  return (
    <FailureReceipt
      title={orderId ? "It was ordered after all" : "Not ordered"}
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

/** After a reload: what became of the attempt that was under way. */
function EarlierAttempt({ ledger: { state }, orderHref }: { ledger: LedgerWord } & Pick<Props, "orderHref">) {
  if (state?.state === "ordered" && state.orderId) {
    return (
      <NoticeCard tone="good" title="Your last attempt went through">
        <p>It is an order, so there is no need to pay again.</p>
        <p className="mt-2">
          <SiteLink href={orderHref(state.orderId)} className="text-cobalt underline">
            See the order
          </SiteLink>
        </p>
      </NoticeCard>
    );
  }
  if (state?.state === "under_way") {
    return (
      <NoticeCard tone="attention" title="Your last attempt is still being settled">
        <p>
          The ledger will know within a minute. Paying again is the same attempt and can only charge once.
        </p>
      </NoticeCard>
    );
  }
  return null;
}

function moneyAsFar({ asked, state }: LedgerWord): Money {
  return asked ? moneyOf(state) : "asking";
}

function Declined({ failure }: { failure: Failure }) {
  const { title, next } = declinedWords[failure.code] ?? {
    title: "The card was declined",
    next: failure.detail,
  };
  return (
    <NoticeCard tone="attention" title={title}>
      <p>
        <strong className="font-medium">Nothing was taken.</strong> {next}
      </p>
      <TraceLink traceId={failure.traceId} />
    </NoticeCard>
  );
}

const another = "Choose another card.";
const declinedWords: Readonly<Record<string, { title: string; next: string }>> = {
  card_declined: { title: "The card was declined", next: another },
  insufficient_funds: { title: "There is not enough money on the card", next: another },
  card_expired: { title: "The card has expired", next: another },
  cvc_incorrect: {
    title: "The security code is not this card's",
    next: "Check the code, or choose another card.",
  },
} satisfies Record<CardRefusal, unknown>;

function TraceLink({ traceId }: { traceId: string | undefined }) {
  if (!traceId) return null;
  return (
    <p className="mt-2 text-sm">
      <SiteLink href={`/room/traces/${traceId}`} className="text-cobalt underline">
        See this request's trace
      </SiteLink>
    </p>
  );
}

/** A card that may be real does not get into a clipboard; one of the test network does. */
function showable(card: Card): Card {
  const [pays] = testCards;
  return testCards.some(({ number }) => number === card.number)
    ? card
    : { ...card, number: pays.number, cvc: "123" };
}
