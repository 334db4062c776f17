"use client";

import { Refusal } from "#components/shop/refusal.tsx";
import { Button } from "#components/ui/button.tsx";
import type { CartItem } from "#lib/contract/cart.ts";

type Props = {
  item: CartItem;
  stock: number;
  refusal: string | undefined;
  onSet: (quantity: number) => void;
  onRemove: () => void;
};

/** More wanted than there is: others were quicker. Said here rather than at the checkout. */
export function LineTrouble({ item: { quantity }, stock, refusal, onSet, onRemove }: Props) {
  const short = stock < quantity;
  if (!short && !refusal) return null;
  return (
    <div className="col-start-2 -mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 sm:col-span-3">
      <Refusal>{short ? shortWords(stock, quantity) : (refusal ?? "")}</Refusal>
      {short ? (
        <Button size="sm" onClick={stock > 0 ? () => onSet(stock) : onRemove}>
          {stock > 0 ? `Take ${stock}` : "Remove it"}
        </Button>
      ) : null}
    </div>
  );
}

function shortWords(stock: number, quantity: number): string {
  if (stock === 0) return "Sold out meanwhile. It cannot be bought.";
  return `Only ${stock} of these ${quantity} ${stock === 1 ? "is" : "are"} left.`;
}
