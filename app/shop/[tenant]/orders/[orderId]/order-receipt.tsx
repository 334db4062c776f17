import type { ReactNode } from "react";
import { Price } from "#components/shop/price.tsx";
import { FaultLine } from "#components/ui/fault-line.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Order } from "#lib/contract/order.ts";
import { shopNames } from "../../../shop-names.ts";

const paymentWords = {
  authorized: "Authorised, not taken yet",
  captured: "Taken once",
  cancelled: "Never taken",
} as const;

/** In one piece, because nothing broke. */
export function OrderReceipt({ order }: { order: Order }) {
  const { items, totalMinor, currency, payment, createdAt, tenant, refunds } = order;
  const kept = payment.state === "captured" ? payment.amountMinor - payment.refundedMinor : 0;
  return (
    <section aria-labelledby="receipt" className="rounded-md border border-edge bg-panel">
      <header className="flex items-center justify-between gap-4 px-4 pt-4 pb-3 md:px-5">
        <h2 id="receipt" tabIndex={-1} className="display text-lg outline-none">
          Receipt
        </h2>
        <FaultLine className="h-4 w-9 text-edge" />
      </header>
      <p className="figures flex flex-wrap justify-between gap-x-4 border-y border-dashed border-edge px-4 py-2 text-xs text-muted md:px-5">
        <Time iso={createdAt} />
        <span>Faultmart {shopNames[tenant]}</span>
      </p>
      <ul className="grid gap-2 px-4 py-4 md:px-5">
        {items.map(({ sku, name, quantity, priceMinor }) => (
          <li key={sku} className="flex items-baseline justify-between gap-4">
            <span className="min-w-0 break-words">
              {name}
              <span className="figures block text-xs text-muted">
                {quantity} × <Price minor={priceMinor} currency={currency} /> · {sku}
              </span>
            </span>
            <Price minor={quantity * priceMinor} currency={currency} className="figures shrink-0" />
          </li>
        ))}
      </ul>
      <dl className="grid gap-1 border-t border-dashed border-edge px-4 py-4 md:px-5">
        <Sum name="Total" strong>
          <Price minor={totalMinor} currency={currency} />
        </Sum>
        <Sum name={`Card ending in ${payment.cardEnding}`}>
          <span className="font-sans">{paymentWords[payment.state]}</span>
        </Sum>
        {refunds.map(({ refundId, amountMinor, reason, createdAt: at }) => (
          <Sum
            key={refundId}
            name={
              <>
                Refund{reason ? `: ${reason}` : ""}
                <Time iso={at} className="figures block text-xs text-muted" />
              </>
            }
          >
            −<Price minor={amountMinor} currency={currency} />
          </Sum>
        ))}
        {refunds.length > 0 ? (
          <Sum name="Kept" strong>
            <Price minor={kept} currency={currency} />
          </Sum>
        ) : null}
      </dl>
    </section>
  );
}

function Sum({ name, strong = false, children }: { name: ReactNode; strong?: boolean; children: ReactNode }) {
  return (
    <div
      className={
        strong ? "flex justify-between gap-4 font-semibold" : "flex justify-between gap-4 text-muted"
      }
    >
      <dt className="min-w-0 break-words">{name}</dt>
      <dd className="figures shrink-0">{children}</dd>
    </div>
  );
}
