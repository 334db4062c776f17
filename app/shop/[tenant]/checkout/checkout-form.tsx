"use client";

import { useRouter } from "next/navigation";
import { useEffect, useMemo } from "react";
import { cardProblems } from "#components/shop/card-draft.ts";
import { PayForm } from "#components/shop/pay-form.tsx";
import { Price } from "#components/shop/price.tsx";
import { PurchaseTrouble } from "#components/shop/purchase-trouble.tsx";
import { type Purchase, usePurchase } from "#components/shop/use-purchase.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { Cart } from "#lib/contract/cart.ts";
import type { Tenant } from "#lib/contract/tenant.ts";

/**
 * Stays when the cart is empty, which it is after a purchase whose answer was lost: what became of that is then said here.
 */
export function CheckoutForm({ cart }: { cart: Cart }) {
  const { tenant, items, totalMinor, currency } = cart;
  const purchase = useMemo(() => checkoutOf(tenant), [tenant]);
  const { step, buy } = usePurchase(purchase);
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
  const busy = step.is === "sending" || step.is === "ordered";
  return (
    <div className="grid gap-6">
      <PurchaseTrouble
        purchase={purchase}
        step={step}
        lines={items.map(({ name, quantity, priceMinor }) => ({
          name: quantity > 1 ? `${quantity} × ${name}` : name,
          amount: <Price minor={quantity * priceMinor} currency={currency} />,
        }))}
        orderHref={orderHref}
        onRetry={({ card }) => buy(card)}
        whenRefused={<LinkButton href={`/shop/${tenant}/cart`}>Change the cart</LinkButton>}
      />
      {items.length === 0 ? null : (
        <PayForm
          busy={busy}
          serverProblems={serverProblems}
          onPay={buy}
          pay={busy ? "Paying" : <PayWords minor={totalMinor} currency={currency} />}
        />
      )}
      <p role="status" className="sr-only">
        {step.is === "sending" ? "Paying" : ""}
        {step.is === "ordered" ? "Ordered. The order is being opened." : ""}
      </p>
    </div>
  );
}

function PayWords({ minor, currency }: { minor: number; currency: string }) {
  return (
    <span>
      Pay <Price minor={minor} currency={currency} className="figures" />
    </span>
  );
}

function checkoutOf(tenant: Tenant): Purchase {
  return {
    purpose: `checkout.${tenant}`,
    path: "/api/checkout",
    bodyOf: (card) => ({ tenant, card }),
  };
}
