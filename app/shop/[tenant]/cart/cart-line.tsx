"use client";

import { Trash2 } from "lucide-react";
import { useCartState, useCartStore } from "#components/shop/cart-provider.tsx";
import { Price } from "#components/shop/price.tsx";
import { QuantityStepper } from "#components/shop/quantity-stepper.tsx";
import { Refusal } from "#components/shop/refusal.tsx";
import { StockWord } from "#components/shop/stock-word.tsx";
import { useStock } from "#components/shop/use-stock.ts";
import { Button } from "#components/ui/button.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { type CartItem, mostOfOneProduct } from "#lib/contract/cart.ts";

type Props = { item: CartItem; currency: string; onRemove: () => void };

export function CartLine({ item, currency, onRemove }: Props) {
  const { sku, slug, name, picture, quantity, priceMinor } = item;
  const store = useCartStore();
  const tenant = useCartState((state) => state.tenant);
  const refusal = useCartState(({ refusals }) => refusals[sku]);
  const stock = useStock(sku, item.stock);
  const href = `/shop/${tenant}/p/${slug}`;
  const set = (wanted: number) => store.wish({ kind: "set", product: item, quantity: wanted });
  return (
    <li className="grid grid-cols-[5rem_minmax(0,1fr)] gap-x-4 gap-y-3 border-b border-line py-4 sm:grid-cols-[7rem_minmax(0,1fr)_auto_6rem]">
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
      <div className="col-start-2 flex flex-wrap items-center gap-x-2 gap-y-2 sm:col-start-3 sm:row-start-1 sm:self-start">
        <QuantityStepper
          label={`Quantity of ${name}`}
          value={quantity}
          most={Math.max(1, Math.min(stock, mostOfOneProduct))}
          onChange={set}
        />
        <Button look="quiet" size="icon" aria-label={`Remove ${name}`} onClick={onRemove}>
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
      <Trouble item={item} stock={stock} refusal={refusal} onSet={set} onRemove={onRemove} />
    </li>
  );
}

type TroubleProps = {
  item: CartItem;
  stock: number;
  refusal: string | undefined;
  onSet: (quantity: number) => void;
  onRemove: () => void;
};

/** More wanted than there is: others were quicker. Said here rather than at the checkout. */
function Trouble({ item: { quantity }, stock, refusal, onSet, onRemove }: TroubleProps) {
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
