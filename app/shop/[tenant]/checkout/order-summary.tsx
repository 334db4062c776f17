import { Price } from "#components/shop/price.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import type { Cart, CartItem } from "#lib/contract/cart.ts";

/** What is about to be bought, as the receipt will list it. */
export function OrderSummary({ cart }: { cart: Cart }) {
  const { items, totalMinor, currency, tenant } = cart;
  return (
    <section aria-labelledby="summary" className="rounded-md border border-edge bg-panel">
      <div className="flex items-baseline justify-between gap-4 px-4 pt-3">
        <h2 id="summary" className="text-sm font-medium">
          What you buy
        </h2>
        <SiteLink href={`/shop/${tenant}/cart`} className="text-sm text-cobalt underline">
          Change
        </SiteLink>
      </div>
      <ul className="px-4 py-2">
        {items.map((item) => (
          <Line key={item.sku} item={item} currency={currency} />
        ))}
      </ul>
      <dl className="flex items-baseline justify-between gap-4 border-t border-dashed border-edge px-4 py-3">
        <dt className="font-medium">Total</dt>
        <dd>
          <Price minor={totalMinor} currency={currency} className="figures text-lg font-semibold" />
        </dd>
      </dl>
    </section>
  );
}

function Line({ item, currency }: { item: CartItem; currency: string }) {
  const { name, picture, quantity, priceMinor, stock } = item;
  return (
    <li className="flex items-center gap-3 py-1.5">
      <img
        src={picture}
        alt=""
        width={48}
        height={36}
        className="h-9 w-12 shrink-0 rounded-sm border border-line bg-picture object-contain"
      />
      <span className="min-w-0 grow break-words">
        {name}
        {quantity > 1 ? <span className="figures text-sm text-muted"> × {quantity}</span> : null}
        {stock < quantity ? (
          <span className="block text-sm font-medium text-red-high">
            {stock === 0 ? "Sold out meanwhile" : `Only ${stock} left`}
          </span>
        ) : null}
      </span>
      <Price minor={quantity * priceMinor} currency={currency} className="figures shrink-0 text-sm" />
    </li>
  );
}
