"use client";

import { useFeedEntry } from "#components/live/live-feed.tsx";
import { useNow } from "#components/room/use-now.ts";
import { Price } from "#components/shop/price.tsx";
import { momentOf, saleWords, writeCountdown } from "#components/shop/sale-moment.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { FlashSale } from "#lib/contract/flash-sale.ts";

/** The sale that is on, or the next. It goes by itself when its time is over. */
export function SaleBanner({ sale }: { sale: FlashSale }) {
  const now = useNow();
  const left = useFeedEntry("stock", sale.id) ?? sale.left;
  const { state, untilMs } =
    now === undefined ? { state: sale.state, untilMs: undefined } : momentOf(sale, left, now);
  if (state === "over") return null;
  return (
    <section
      aria-label="Flash sale"
      className="mb-4 flex flex-wrap items-center gap-x-5 gap-y-3 rounded-md border border-ink bg-panel p-3 pr-4 max-sm:gap-y-2 md:mb-8"
    >
      <div className="relative shrink-0 overflow-hidden rounded-sm border border-line bg-picture max-sm:hidden">
        <img src={sale.picture} alt="" width={84} height={63} className="object-contain" />
        <div className="absolute inset-0 bg-dim" />
      </div>
      <div className="min-w-0 grow basis-48">
        <p className="text-sm text-muted">Flash sale</p>
        <p className="display text-lg leading-6">{sale.name}</p>
        <p className="flex flex-wrap items-baseline gap-x-2">
          <Price minor={sale.priceMinor} currency={sale.currency} className="figures font-semibold" />
          <s className="text-sm text-muted">
            <span className="sr-only">usually </span>
            <Price minor={sale.usualPriceMinor} currency={sale.currency} className="figures" />
          </s>
        </p>
      </div>
      <dl className="flex gap-6">
        <Figure name="Left" value={left === 0 ? "None" : left.toLocaleString("en")} />
        <Figure
          name={saleWords[state].clock}
          value={untilMs === undefined ? "–:––" : writeCountdown(untilMs)}
        />
      </dl>
      <LinkButton href={`/shop/${sale.tenant}/flash/${sale.id}`} className="max-sm:w-full">
        {state === "open" ? "Buy one" : "Look at it"}
      </LinkButton>
    </section>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className="min-w-16">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="figures text-lg font-semibold">{value}</dd>
    </div>
  );
}
