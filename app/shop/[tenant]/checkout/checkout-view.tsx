"use client";

import { useEffect } from "react";
import { useCartState, useCartStore } from "#components/shop/cart-provider.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { Cart } from "#lib/contract/cart.ts";
import type { Tenant } from "#lib/contract/tenant.ts";
import { CheckoutForm } from "./checkout-form.tsx";
import { OrderSummary } from "./order-summary.tsx";

/** Shows what would be paid for now: going back after an order brings this page as it was rendered before. */
export function CheckoutView({ cart: rendered }: { cart: Cart }) {
  const store = useCartStore();
  const cart = useCartState((state) => state.confirmed) ?? rendered;
  useEffect(() => {
    const { confirmed } = store.getState();
    if (JSON.stringify(confirmed) !== JSON.stringify(rendered)) void store.refresh();
  }, [store, rendered]);
  return (
    <>
      {cart.items.length === 0 ? <NothingToPay tenant={cart.tenant} /> : <OrderSummary cart={cart} />}
      <CheckoutForm cart={cart} />
    </>
  );
}

function NothingToPay({ tenant }: { tenant: Tenant }) {
  return (
    <EmptyState
      title="There is nothing to pay"
      action={
        <div className="flex flex-wrap gap-3">
          <LinkButton href={`/shop/${tenant}`} look="solid">
            Choose something
          </LinkButton>
          <LinkButton href={`/shop/${tenant}/orders`}>See your orders</LinkButton>
        </div>
      }
    >
      <p>Your cart is empty. What you have just bought is among your orders.</p>
    </EmptyState>
  );
}
