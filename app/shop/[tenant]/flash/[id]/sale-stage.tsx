"use client";

import { useNow } from "#components/room/use-now.ts";
import { momentOf, saleWords } from "#components/shop/sale-moment.ts";
import { useStock } from "#components/shop/use-stock.ts";
import type { FlashSale } from "#lib/contract/flash-sale.ts";
import { SaleClock } from "../sale-clock.tsx";
import { SalePrice } from "../sale-price.tsx";
import { UnitsLeft } from "../units-left.tsx";
import { BuyOne } from "./buy-one.tsx";
import { LoadPanel } from "./load-panel.tsx";

/** Everything that changes while one looks: the clock, what is left, and whether it can still be bought. */
export function SaleStage({ sale, mostBuyers }: { sale: FlashSale; mostBuyers: number }) {
  const left = useStock(sale.id, sale.left);
  const now = useNow();
  const state = now === undefined ? sale.state : momentOf(sale, left, now).state;
  return (
    <div className="grid grid-cols-1 gap-8">
      <div className="overflow-hidden rounded-md border border-edge bg-panel">
        <div className="grid gap-5 p-4 md:p-6">
          <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
            <SalePrice sale={sale} className="text-3xl" />
            <SaleClock sale={sale} left={left} className="text-3xl" />
          </div>
          <UnitsLeft sale={sale} left={left} />
        </div>
        <p role="status" className="border-t border-dashed border-edge px-4 py-2 text-sm text-muted md:px-6">
          <span className="font-medium text-ink">{saleWords[state].word}.</span> {stateSays[state]}
        </p>
      </div>
      {sale.state === "over" ? null : (
        <>
          <section aria-labelledby="buy">
            <h2 id="buy" className="display mb-3 text-lg">
              Buy one
            </h2>
            <BuyOne sale={sale} state={state} />
          </section>
          <LoadPanel sale={sale} mostBuyers={mostBuyers} open={state === "open"} />
        </>
      )}
    </div>
  );
}

const stateSays: Record<FlashSale["state"], string> = {
  coming: "The card can be filled in already.",
  open: "First come, first served: one unit a purchase, and never one more than there are.",
  sold_out: "Every unit has an owner.",
  over: "Nobody buys at this price any more.",
};
