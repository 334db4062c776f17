import { Price } from "#components/shop/price.tsx";
import { percentOff } from "#components/shop/sale-moment.ts";
import type { FlashSale } from "#lib/contract/flash-sale.ts";

export function SalePrice({ sale, className }: { sale: FlashSale; className: string }) {
  const { priceMinor, usualPriceMinor, currency } = sale;
  const off = percentOff(sale);
  return (
    <p className="flex flex-wrap items-baseline gap-x-3">
      <span className="sr-only">Price in this sale: </span>
      <Price minor={priceMinor} currency={currency} className={`figures font-semibold ${className}`} />
      {off > 0 ? (
        <span className="text-muted">
          <span className="sr-only">usually </span>
          <Price minor={usualPriceMinor} currency={currency} className="figures text-sm line-through" />
          <span className="figures ml-2 text-sm">
            <span aria-hidden>−{off} %</span>
            <span className="sr-only">, {off} percent less</span>
          </span>
        </span>
      ) : null}
    </p>
  );
}
