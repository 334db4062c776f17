"use client";

import { useMemo, useState } from "react";
import { Price } from "#components/shop/price.tsx";
import { PurchaseForm } from "#components/shop/purchase-form.tsx";
import type { Purchase } from "#components/shop/use-purchase.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { FlashSale } from "#lib/contract/flash-sale.ts";

/** A card that was typed stays when the last unit goes: the form closes, and does not vanish. Who comes later gets none. */
export function BuyOne({ sale, state }: { sale: FlashSale; state: FlashSale["state"] }) {
  const { id, tenant, name, priceMinor, currency } = sale;
  const purchase = useMemo(() => purchaseOf(id), [id]);
  const [cameInTime] = useState(state === "coming" || state === "open");
  const shelf = <LinkButton href={`/shop/${tenant}`}>Look at the shelf</LinkButton>;
  const tooLate = !cameInTime && state !== "open";
  return (
    <>
      <PurchaseForm
        withoutForm={tooLate}
        purchase={purchase}
        tenant={tenant}
        lines={[{ name, amount: <Price minor={priceMinor} currency={currency} /> }]}
        pay={
          <span>
            Buy one for <Price minor={priceMinor} currency={currency} className="figures" />
          </span>
        }
        closed={closedWords[state]}
        whenRefused={shelf}
      />
      {tooLate ? shelf : null}
    </>
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
