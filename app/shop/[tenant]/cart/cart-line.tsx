"use client";

import { Trash2 } from "lucide-react";
import { useEffect, useRef } from "react";
import { useCartState, useCartStore } from "#components/shop/cart-provider.tsx";
import { Price } from "#components/shop/price.tsx";
import { QuantityStepper } from "#components/shop/quantity-stepper.tsx";
import { StockWord } from "#components/shop/stock-word.tsx";
import { useStock } from "#components/shop/use-stock.ts";
import { Button } from "#components/ui/button.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import type { CartItem } from "#lib/contract/cart.ts";
import { mostOfOneProduct } from "#lib/contract/cart-limits.ts";
import { LineTrouble } from "./line-trouble.tsx";

type Props = {
  item: CartItem;
  currency: string;
  /** It was removed and is back: the focus goes where it was before. */
  takeFocus: boolean;
  onRemove: () => void;
};

export function CartLine({ item, currency, takeFocus, onRemove }: Props) {
  const remove = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takeFocus) remove.current?.focus();
  }, [takeFocus]);
  const { sku, name, quantity, priceMinor } = item;
  const store = useCartStore();
  const refusal = useCartState(({ refusals }) => refusals[sku]);
  const stock = useStock(sku, item.stock);
  const set = (wanted: number) => store.wish({ kind: "set", product: item, quantity: wanted });
  return (
    <li className="grid grid-cols-[5rem_minmax(0,1fr)] gap-x-4 gap-y-3 border-b border-line py-4 sm:grid-cols-[7rem_minmax(0,1fr)_auto_6rem]">
      <LineHead item={item} currency={currency} stock={stock} />
      <div className="col-start-2 flex flex-wrap items-center gap-x-2 gap-y-2 sm:col-start-3 sm:row-start-1 sm:self-start">
        <QuantityStepper
          label={`Quantity of ${name}`}
          value={quantity}
          most={Math.max(1, Math.min(stock, mostOfOneProduct))}
          onChange={set}
        />
        <Button
          ref={remove}
          look="quiet"
          size="icon"
          aria-label={`Remove ${name}`}
          data-click="remove from cart"
          onClick={onRemove}
        >
          <Trash2 className="size-4" aria-hidden />
        </Button>
        <Price
          minor={priceMinor * quantity}
          currency={currency}
          className="figures ml-auto font-semibold sm:hidden"
        />
      </div>
      <Price
        minor={priceMinor * quantity}
        currency={currency}
        className="figures hidden pt-1.5 text-right font-semibold sm:col-start-4 sm:row-start-1 sm:block"
      />
      <LineTrouble item={item} stock={stock} refusal={refusal} onSet={set} onRemove={onRemove} />
    </li>
  );
}

function LineHead({ item, currency, stock }: Pick<Props, "item" | "currency"> & { stock: number }) {
  const { slug, name, picture, priceMinor } = item;
  const tenant = useCartState((state) => state.tenant);
  const href = `/shop/${tenant}/p/${slug}`;
  return (
    <>
      <SiteLink
        href={href}
        tabIndex={-1}
        aria-hidden
        className="relative row-span-2 self-start overflow-hidden rounded-md border border-line bg-picture"
      >
        <img src={picture} alt="" width={160} height={120} className="aspect-4/3 w-full object-contain" />
        <span className="absolute inset-0 bg-dim" />
      </SiteLink>
      <div className="min-w-0">
        <h2 className="display text-lg leading-6">
          <SiteLink href={href} className="hover:text-cobalt">
            {name}
          </SiteLink>
        </h2>
        <p className="mt-1 flex flex-wrap items-baseline gap-x-3 text-sm text-muted">
          <span>
            <Price minor={priceMinor} currency={currency} className="figures" /> each
          </span>
          <StockWord stock={stock} />
        </p>
      </div>
    </>
  );
}
