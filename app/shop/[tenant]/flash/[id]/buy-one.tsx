"use client";

import { useRouter } from "next/navigation";
import { useEffect, useMemo } from "react";
import { cardProblems } from "#components/shop/card-draft.ts";
import { PayForm } from "#components/shop/pay-form.tsx";
import { Price } from "#components/shop/price.tsx";
import { PurchaseTrouble } from "#components/shop/purchase-trouble.tsx";
import { type Purchase, usePurchase } from "#components/shop/use-purchase.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { FlashSale } from "#lib/contract/flash-sale.ts";

/** A card that was typed stays when the last unit goes: the form closes, and does not vanish. */
export function BuyOne({ sale, state }: { sale: FlashSale; state: FlashSale["state"] }) {
  const { id, tenant, name, priceMinor, currency } = sale;
  const purchase = useMemo(() => purchaseOf(id), [id]);
  const { step, buy } = usePurchase(purchase);
  const router = useRouter();
  const ordered = step.is === "ordered" ? step.orderId : undefined;
  useEffect(() => {
    if (ordered) router.push(`/shop/${tenant}/orders/${ordered}`);
  }, [router, tenant, ordered]);
  const serverProblems = useMemo(
    () => cardProblems(step.is === "unreadable" ? step.failure.fields.map(({ path }) => path) : []),
    [step],
  );
  const busy = step.is === "sending" || step.is === "ordered";
  const price = <Price minor={priceMinor} currency={currency} className="figures" />;
  return (
    <div className="grid gap-5">
      <PurchaseTrouble
        purchase={purchase}
        step={step}
        lines={[{ name, amount: <Price minor={priceMinor} currency={currency} /> }]}
        orderHref={(orderId) => `/shop/${tenant}/orders/${orderId}`}
        onRetry={({ card }) => buy(card)}
        whenRefused={<LinkButton href={`/shop/${tenant}`}>Look at the shelf</LinkButton>}
      />
      <PayForm
        busy={busy}
        closed={closedWords[state]}
        serverProblems={serverProblems}
        onPay={buy}
        pay={busy ? "Buying" : <span>Buy one for {price}</span>}
      />
    </div>
  );
}

const closedWords: Record<FlashSale["state"], string | undefined> = {
  coming: "Opens soon",
  open: undefined,
  sold_out: "Sold out",
  over: "The sale is over",
};

function purchaseOf(id: string): Purchase {
  return { purpose: `flash.${id}`, path: `/api/flash-sales/${id}/orders`, bodyOf: (card) => ({ card }) };
}
