"use client";

import { usePathname } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { askServer } from "#components/shell/ask-server.ts";
import type { Cart } from "#lib/contract/cart.ts";
import type { Tenant } from "#lib/contract/tenant.ts";
import { type CartState, type CartStore, createCartStore, shownCart } from "./cart-store.ts";
import { isBuying } from "./is-buying.ts";
import { cartShape } from "./shapes.ts";

const Context = createContext<CartStore | undefined>(undefined);

const askCart: Parameters<typeof createCartStore>[0]["ask"] = ({ path, ...request }, cause) =>
  askServer(path, cartShape, { ...request, cause });

type Props = { tenant: Tenant; cart: Cart | undefined; children: ReactNode };

/** Those of this browser tab. Whoever comes back from the control room finds clicks and receipt as they were left. */
const stores = new Map<Tenant, CartStore>();

function openStore(tenant: Tenant, cart: Cart | undefined): { store: CartStore; kept: boolean } {
  const kept = stores.get(tenant);
  if (kept) return { store: kept, kept: true };
  const store = createCartStore({ tenant, confirmed: cart, ask: askCart });
  // The server has many visitors, and keeps the cart of none.
  if (typeof window !== "undefined") stores.set(tenant, store);
  return { store, kept: false };
}

/** One cart for all pages of a shop. Tabs tell each other what the server answered. */
export function CartProvider({ tenant, cart, children }: Props) {
  const [{ store, kept }] = useState(() => openStore(tenant, cart));
  useOtherTabs(store);
  useFreshCart(store, kept);
  return <Context value={store}>{children}</Context>;
}

function useOtherTabs(store: CartStore) {
  useEffect(() => {
    const channel = new BroadcastChannel("faultmart:cart");
    channel.onmessage = async ({ data }) => {
      const cart = (await cartShape()).safeParse(data);
      if (cart.success) store.take(cart.data);
    };
    const stop = store.onAnswer((cart) => channel.postMessage(cart));
    return () => {
      stop();
      channel.close();
    };
  }, [store]);
}

/** Asks again where the page may be behind: brought back from the browser's memory, or after a checkout. */
function useFreshCart(store: CartStore, kept: boolean) {
  useEffect(() => {
    if (kept) void store.refresh();
    const onShow = (event: PageTransitionEvent) => event.persisted && void store.refresh();
    window.addEventListener("pageshow", onShow);
    return () => window.removeEventListener("pageshow", onShow);
  }, [store, kept]);
  const buying = isBuying(usePathname());
  useEffect(() => {
    if (buying) return () => void store.refresh();
  }, [store, buying]);
}

export function useCartStore(): CartStore {
  const store = useContext(Context);
  if (!store) throw new Error("a cart is used outside of CartProvider");
  return store;
}

export function useCartState<Selected>(select: (state: CartState) => Selected): Selected {
  return useStore(useCartStore(), select);
}

/** What the reader sees, clicks that are still under way included. Undefined while nobody knows. */
export function useCart(): Cart | undefined {
  const store = useCartStore();
  const state = useStore(store);
  return useMemo(() => shownCart(state), [state]);
}
