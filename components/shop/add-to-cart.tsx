"use client";

import { ShoppingBag } from "lucide-react";
import { type MouseEvent, useId } from "react";
import { Button } from "#components/ui/button.tsx";
import type { ButtonStyle } from "#components/ui/button-style.ts";
import { classNames } from "#components/ui/class-names.ts";
import { useAlive } from "#components/ui/use-alive.ts";
import { mostOfOneProduct } from "#lib/contract/cart-limits.ts";
import { useCart, useCartState, useCartStore } from "./cart-provider.tsx";
import type { CartProduct } from "./cart-state.ts";
import { Refusal } from "./refusal.tsx";
import { useStock } from "./use-stock.ts";

type Props = ButtonStyle & { product: CartProduct; quantity?: number; className?: string };

/** A click counts at once; what the server says of it comes after. */
export function AddToCart({ product, quantity = 1, look = "outline", size, className }: Props) {
  const alive = useAlive();
  const store = useCartStore();
  const refusal = useCartState(({ refusals }) => refusals[product.sku]);
  const inCart = useCart()?.items.find(({ sku }) => sku === product.sku)?.quantity ?? 0;
  const soldOut = useStock(product.sku, product.stock) === 0;
  const saysId = useId();
  const add = ({ detail }: MouseEvent) =>
    store.wish(
      { kind: "add", product, quantity: Math.min(quantity, mostOfOneProduct) },
      { byKey: detail === 0 },
    );
  return (
    <div className={classNames("grid gap-2", className)}>
      <Button
        look={soldOut ? "outline" : look}
        size={size}
        disabled={!alive || soldOut}
        aria-describedby={refusal ? saysId : undefined}
        data-click="add to cart"
        onClick={add}
        className={alive || soldOut ? "" : "disabled:opacity-100"}
      >
        <ShoppingBag className="size-4" aria-hidden />
        Add to cart
        <span className="sr-only">{product.name}</span>
        {inCart > 0 ? (
          <span className="figures -mr-1 rounded-sm bg-cobalt-wash px-1.5 text-xs leading-5 text-cobalt">
            {inCart}
            <span className="sr-only"> in the cart</span>
          </span>
        ) : null}
      </Button>
      {refusal ? <Refusal id={saysId}>{refusal}</Refusal> : null}
    </div>
  );
}
