"use client";

import { useState } from "react";
import { useCart, useCartState, useCartStore } from "#components/shop/cart-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { Cart, CartItem } from "#lib/contract/cart.ts";
import { CartLine } from "./cart-line.tsx";
import { CartTotal } from "./cart-total.tsx";
import { RemovedLine } from "./removed-line.tsx";

export function CartView() {
  const cart = useCart();
  return cart ? <KnownCart cart={cart} /> : <UnknownCart />;
}

function KnownCart({ cart }: { cart: Cart }) {
  const store = useCartStore();
  const { rows, removed, remove, forget } = useRows(cart);
  if (rows.length === 0) return <NothingIn tenant={cart.tenant} />;
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-12">
      <ul aria-label="In the cart" className="border-t border-line">
        {rows.map((sku) => {
          const item = cart.items.find((one) => one.sku === sku);
          const gone = removed.get(sku);
          if (item)
            return <CartLine key={sku} item={item} currency={cart.currency} onRemove={() => remove(item)} />;
          if (!gone) return null;
          return (
            <RemovedLine
              key={sku}
              item={gone}
              onUndo={() => {
                forget(sku);
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

/** What was removed keeps its place, so that it can be had back where it was. */
function useRows({ items }: Cart) {
  const store = useCartStore();
  const [order, setOrder] = useState<readonly string[]>([]);
  const [removed, setRemoved] = useState<ReadonlyMap<string, CartItem>>(new Map());
  const inCart = items.map(({ sku }) => sku);
  const rows = [
    ...order.filter((sku) => inCart.includes(sku) || removed.has(sku)),
    ...inCart.filter((sku) => !order.includes(sku)),
  ];
  const remove = (item: CartItem) => {
    setOrder(rows);
    setRemoved((before) => new Map(before).set(item.sku, item));
    store.wish({ kind: "remove", product: item, quantity: 0 });
  };
  const forget = (sku: string) =>
    setRemoved((before) => new Map([...before].filter(([other]) => other !== sku)));
  return { rows, removed, remove, forget };
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

function UnknownCart() {
  const store = useCartStore();
  const requestId = useCartState(({ receipt }) => receipt?.failure.requestId);
  return (
    <ErrorState
      title="The database does not answer"
      cause={
        <p>
          What you put into the cart is in there, and nobody can look until it answers. It is not lost: the
          control room says whether the store can be reached.
        </p>
      }
      marks={requestId ? [{ label: "Request id", value: requestId }] : []}
      action={
        <div className="flex flex-wrap gap-3">
          <Button look="solid" onClick={() => store.refresh()}>
            Try again
          </Button>
          <LinkButton href="/room">Open the control room</LinkButton>
        </div>
      }
    />
  );
}
