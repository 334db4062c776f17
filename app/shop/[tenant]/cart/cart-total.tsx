"use client";

import { piecesIn } from "#components/shop/cart-state.ts";
import { Price } from "#components/shop/price.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import type { Cart } from "#lib/contract/cart.ts";

/** The foot of the receipt this could become. */
export function CartTotal({ cart }: { cart: Cart }) {
  const { items, totalMinor, currency, tenant } = cart;
  const pieces = piecesIn(cart);
  return (
    <section aria-labelledby="total" className="rounded-md border border-edge bg-panel lg:sticky lg:top-32">
      <h2 id="total" className="sr-only">
        Total
      </h2>
      <dl className="grid gap-2 p-5">
        <div className="flex justify-between gap-4 text-muted">
          <dt>
            {pieces} {pieces === 1 ? "piece" : "pieces"}
            {items.length < pieces ? `, ${items.length} ${items.length === 1 ? "product" : "products"}` : ""}
          </dt>
          <dd>
            <Price minor={totalMinor} currency={currency} className="figures" />
          </dd>
        </div>
        <div className="flex justify-between gap-4 text-muted">
          <dt>Shipping</dt>
          <dd>Nothing is sent</dd>
        </div>
        <div className="mt-2 flex items-baseline justify-between gap-4 border-t border-dashed border-edge pt-4 font-medium">
          <dt>Total</dt>
          <dd>
            <Price minor={totalMinor} currency={currency} className="figures text-2xl font-semibold" />
          </dd>
        </div>
      </dl>
      <div className="grid gap-2 px-5 pb-5">
        <LinkButton href={`/shop/${tenant}/checkout`} look="solid" size="lg">
          Go to checkout
        </LinkButton>
        <SiteLink href={`/shop/${tenant}`} className="py-1 text-center text-sm text-cobalt hover:underline">
          Look for more
        </SiteLink>
      </div>
    </section>
  );
}
