"use client";

import { useNow } from "#components/room/use-now.ts";
import { momentOf, saleWords } from "#components/shop/sale-moment.ts";
import { useStock } from "#components/shop/use-stock.ts";
import { SiteLink } from "#components/ui/site-link.tsx";
import type { FlashSale } from "#lib/contract/flash-sale.ts";
import { SaleClock } from "./sale-clock.tsx";
import { SalePrice } from "./sale-price.tsx";
import { UnitsLeft } from "./units-left.tsx";

/** The whole row leads to the sale. */
export function SaleRow({ sale }: { sale: FlashSale }) {
  const { id, tenant, name, picture } = sale;
  const left = useStock(id, sale.left);
  const now = useNow();
  const state = now === undefined ? sale.state : momentOf(sale, left, now).state;
  const past = state === "over" || state === "sold_out";
  return (
    <article className="group relative grid grid-cols-[5.5rem_minmax(0,1fr)] overflow-hidden rounded-md border border-line bg-panel transition-colors hover:border-cobalt sm:grid-cols-[9rem_minmax(0,1fr)]">
      <div className="relative border-r border-line bg-picture">
        <img
          src={picture}
          alt=""
          width={160}
          height={120}
          className={past ? "size-full object-contain opacity-50 grayscale" : "size-full object-contain"}
        />
        <div className="absolute inset-0 bg-dim" />
      </div>
      <div className="grid gap-x-8 gap-y-3 p-3 sm:grid-cols-[minmax(0,1fr)_9rem] sm:p-4">
        <div>
          <p className="text-sm text-muted">{saleWords[state].word}</p>
          <h2 className="display text-lg leading-6">
            <SiteLink
              href={`/shop/${tenant}/flash/${id}`}
              className="transition-colors group-hover:text-cobalt after:absolute after:inset-0 after:rounded-md focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-cobalt"
            >
              {name}
            </SiteLink>
          </h2>
          <div className="mt-1">
            <SalePrice sale={sale} className="text-lg" />
          </div>
        </div>
        <div className="grid content-between gap-3">
          <SaleClock sale={sale} left={left} className="text-lg" />
          <UnitsLeft sale={sale} left={left} />
        </div>
      </div>
    </article>
  );
}
