import type { FlashSale } from "#lib/contract/flash-sale.ts";

/** The bar says it again: it empties from the right, as a shelf does. */
export function UnitsLeft({ sale, left }: { sale: Pick<FlashSale, "units">; left: number }) {
  const percent = sale.units === 0 ? 0 : (left / sale.units) * 100;
  return (
    <div>
      <p className="flex items-baseline justify-between gap-4 text-sm">
        <span className={left === 0 ? "font-medium" : ""}>
          {left === 0 ? (
            "Sold out"
          ) : (
            <span className="figures font-semibold">{left.toLocaleString("en")} left</span>
          )}
        </span>
        <span className="figures text-muted">of {sale.units.toLocaleString("en")}</span>
      </p>
      <span aria-hidden className="mt-1 block h-2 overflow-hidden rounded-sm border border-edge bg-well">
        <span className="block h-full bg-ink" style={{ width: `${percent}%` }} />
      </span>
    </div>
  );
}
