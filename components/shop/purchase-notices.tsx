// What came of an attempt to buy where nothing failed.
import type { ReactNode } from "react";
import type { Failure } from "#components/shell/ask-server.ts";
import { SiteLink } from "#components/ui/site-link.tsx";
import { traceHref } from "#lib/contract/evidence-links.ts";
import type { CheckoutState } from "#lib/contract/order.ts";
import type { CardRefusal } from "#lib/contract/test-cards.ts";
import { NoticeCard } from "./notice-card.tsx";

export function Declined({ failure }: { failure: Failure }) {
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
      <SiteLink href={traceHref(traceId)} className="text-cobalt underline">
        See this request's trace
      </SiteLink>
    </p>
  );
}

/** What was asked for cannot be had. */
export function Refused({ failure, children }: { failure: Failure; children: ReactNode }) {
  return (
    <NoticeCard tone="attention" title="Not ordered">
      <p>
        {failure.detail} <strong className="font-medium">Nothing was taken.</strong>
      </p>
      <div className="mt-2">{children}</div>
      <TraceLink traceId={failure.traceId} />
    </NoticeCard>
  );
}

type EarlierProps = {
  state: CheckoutState | undefined;
  orderHref: (orderId: string) => string;
};

/** After a reload: what became of the attempt that was under way. */
export function EarlierAttempt({ state, orderHref }: EarlierProps) {
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
