"use client";

import { useMemo } from "react";
import { Price } from "#components/shop/price.tsx";
import { PurchaseForm } from "#components/shop/purchase-form.tsx";
import type { Purchase } from "#components/shop/use-purchase.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { Cart } from "#lib/contract/cart.ts";
import type { Tenant } from "#lib/contract/tenant.ts";

/**
 * Stays when the cart is empty, which it is after a purchase whose answer was lost: what became of that is then said here.
 */
export function CheckoutForm({ cart }: { cart: Cart }) {
  const { tenant, items, totalMinor, currency } = cart;
  const purchase = useMemo(() => checkoutOf(tenant, items), [tenant, items]);
  return (
    <PurchaseForm
      purchase={purchase}
      tenant={tenant}
      lines={items.map(({ name, quantity, priceMinor }) => ({
        name: quantity > 1 ? `${quantity} × ${name}` : name,
        amount: <Price minor={quantity * priceMinor} currency={currency} />,
      }))}
      pay={
        <span>
          Pay <Price minor={totalMinor} currency={currency} className="figures" />
        </span>
      }
      whenRefused={<LinkButton href={`/shop/${tenant}/cart`}>Change the cart</LinkButton>}
      withoutForm={items.length === 0}
    />
  );
}

function checkoutOf(tenant: Tenant, items: Cart["items"]): Purchase {
  return {
    purpose: `checkout.${tenant}`,
    path: "/api/checkout",
    bodyOf: (card) => ({ tenant, card }),
    cart: items.map(({ sku, quantity }) => ({ tenant, sku, quantity })),
  };
}
