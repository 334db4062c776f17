"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useMemo } from "react";
import type { Tenant } from "#lib/contract/tenant.ts";
import { cardProblems } from "./card-draft.ts";
import { PayForm } from "./pay-form.tsx";
import { PurchaseTrouble } from "./purchase-trouble.tsx";
import { orderInstead } from "./use-ledger.ts";
import { type Purchase, usePurchase } from "./use-purchase.ts";
import { useSecondsUntil } from "./use-seconds-until.ts";

type Props = {
  purchase: Purchase;
  tenant: Tenant;
  lines: readonly { name: string; amount: ReactNode }[];
  /** On the button. */
  pay: ReactNode;
  /** Why nothing can be bought just now. */
  closed?: string | undefined;
  /** What to do when what was asked for cannot be had. */
  whenRefused: ReactNode;
  /** There is nothing to pay; what became of an earlier attempt is said all the same. */
  withoutForm?: boolean;
};

/** A card, what came of the last attempt with it, and then the order. */
export function PurchaseForm({ purchase, tenant, lines, pay, closed, whenRefused, withoutForm }: Props) {
  const { step, ledger, buy } = usePurchase(purchase);
  const router = useRouter();
  const orderHref = (orderId: string) => `/shop/${tenant}/orders/${orderId}`;
  const ordered = step.is === "ordered" ? step.orderId : undefined;
  useEffect(() => {
    if (ordered) router.push(`/shop/${tenant}/orders/${ordered}`);
  }, [router, tenant, ordered]);
  const serverProblems = useMemo(
    () => cardProblems(step.is === "unreadable" ? step.failure.fields.map(({ path }) => path) : []),
    [step],
  );
  const boughtAfterAll = step.is === "failed" && orderInstead(ledger) !== null;
  // Until it is known what became of that, its key could stand for another purchase.
  const asking = step.is === "found" && !ledger.asked ? "One moment" : undefined;
  const waitSeconds = useSecondsUntil(step.is === "failed" ? step.againAtMs : 0);
  const busy = step.is === "sending" || step.is === "ordered";
  return (
    <div className="grid grid-cols-1 gap-6">
      <PurchaseTrouble
        purchase={purchase}
        step={step}
        ledger={ledger}
        lines={lines}
        orderHref={orderHref}
        onRetry={({ card }) => buy(card)}
        whenRefused={whenRefused}
      />
      {withoutForm || boughtAfterAll ? null : (
        <PayForm
          busy={busy}
          closed={closed ?? asking ?? (waitSeconds > 0 ? `Again in ${waitSeconds} s` : undefined)}
          quiet={step.is === "failed"}
          serverProblems={serverProblems}
          onPay={buy}
          pay={busy ? "Paying" : pay}
        />
      )}
      <p role="status" className="sr-only">
        {step.is === "sending" ? "Paying" : ""}
        {step.is === "ordered" ? "Ordered. The order is being opened." : ""}
      </p>
    </div>
  );
}
