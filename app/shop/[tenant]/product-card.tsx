import { Price } from "#components/shop/price.tsx";
import { StockWord } from "#components/shop/stock-word.tsx";
import { classNames } from "#components/ui/class-names.ts";
import type { Product } from "#lib/contract/catalogue.ts";

/** Upper half a shelf, lower half a line of a receipt. */
export function ProductCard({ product, early }: { product: Product; early: boolean }) {
  const soldOut = product.stock === 0;
  return (
    <article className="grid h-full grid-cols-[7.5rem_minmax(0,1fr)] grid-rows-[1fr_auto] overflow-hidden rounded-md border border-line bg-panel min-[480px]:grid-cols-1 min-[480px]:grid-rows-[auto_1fr_auto]">
      <div className="relative border-r border-line bg-picture min-[480px]:border-r-0 min-[480px]:border-b">
        <img
          src={product.picture}
          alt=""
          width={320}
          height={240}
          loading={early ? "eager" : "lazy"}
          className={classNames("aspect-4/3 size-full object-contain", soldOut && "opacity-50 grayscale")}
        />
        <div className="absolute inset-0 bg-dim" />
      </div>
      <div className="flex flex-col p-3 min-[480px]:p-4">
        <h2 className="display text-lg leading-6">{keepPercent(product.name)}</h2>
        <p className="mt-1 line-clamp-2 text-sm text-muted min-[480px]:line-clamp-none">
          {keepPercent(product.description)}
        </p>
        <dl className="mt-auto flex items-baseline justify-between gap-x-3 pt-3 min-[480px]:pt-4">
          <div>
            <dt className="sr-only">Price</dt>
            <dd>
              <Price
                minor={product.priceMinor}
                currency={product.currency}
                className="figures text-lg font-semibold"
              />
            </dd>
          </div>
          <div>
            <dt className="sr-only">Stock</dt>
            <dd>
              <StockWord stock={product.stock} />
            </dd>
          </div>
        </dl>
      </div>
      <p className="figures col-span-full flex justify-between gap-3 border-t border-dashed border-edge px-3 py-2 text-xs text-muted min-[480px]:px-4">
        <span>{product.category}</span>
        <span>{product.sku}</span>
      </p>
    </article>
  );
}

/** A number and its percent sign stay on one line. */
function keepPercent(text: string): string {
  return text.replace(/(\d) %/g, "$1\u00a0%");
}
