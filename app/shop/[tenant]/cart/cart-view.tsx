"use client";

import { useState } from "react";
import { useCart, useCartStore } from "#components/shop/cart-provider.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { Cart } from "#lib/contract/cart.ts";
import { CartLine } from "./cart-line.tsx";
import { CartTotal } from "./cart-total.tsx";
import { RemovedLine } from "./removed-line.tsx";
import { UnknownCart } from "./unknown-cart.tsx";
import { useCartRows } from "./use-cart-rows.ts";

export function CartView() {
  const cart = useCart();
  return cart ? <KnownCart cart={cart} /> : <UnknownCart />;
}

function KnownCart({ cart }: { cart: Cart }) {
  const store = useCartStore();
  const { rows, removed, remove, forget } = useCartRows(cart);
  const [broughtBack, setBroughtBack] = useState<string>();
  if (rows.length === 0) return <NothingIn tenant={cart.tenant} />;
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-12">
      <ul aria-label="In the cart" className="border-t border-line">
        {rows.map((sku) => {
          const item = cart.items.find((one) => one.sku === sku);
          const gone = removed.get(sku);
          if (item)
            return (
              <CartLine
                key={sku}
                item={item}
                currency={cart.currency}
                takeFocus={sku === broughtBack}
                onRemove={() => remove(item)}
              />
            );
          if (!gone) return null;
          return (
            <RemovedLine
              key={sku}
              item={gone}
              onUndo={() => {
                forget(sku);
                setBroughtBack(sku);
                store.wish({ kind: "add", product: gone, quantity: gone.quantity });
              }}
            />
          );
        })}
      </ul>
      {cart.items.length > 0 ? <CartTotal cart={cart} /> : <BackToShelves tenant={cart.tenant} />}
    </div>
  );
}

function NothingIn({ tenant }: { tenant: string }) {
  return (
    <EmptyState
      title="Nothing in it yet"
      action={
        <LinkButton href={`/shop/${tenant}`} look="solid">
          To the shelves
        </LinkButton>
      }
    >
      <p>Put three things in and see what happens. What is in stays for a year, in this browser.</p>
    </EmptyState>
  );
}

function BackToShelves({ tenant }: { tenant: string }) {
  return (
    <div className="rounded-md border border-dashed border-edge p-5">
      <p className="text-muted">The cart is empty now.</p>
      <LinkButton href={`/shop/${tenant}`} className="mt-3">
        To the shelves
      </LinkButton>
    </div>
  );
}
