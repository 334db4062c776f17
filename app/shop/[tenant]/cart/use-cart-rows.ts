"use client";

import { useState } from "react";
import { useCartStore } from "#components/shop/cart-provider.tsx";
import type { Cart, CartItem } from "#lib/contract/cart.ts";

/** What was removed keeps its place, so that it can be had back where it was. */
export function useCartRows({ items }: Cart) {
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
