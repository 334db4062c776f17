import { Price } from "#components/shop/price.tsx";
import { StockWord } from "#components/shop/stock-word.tsx";
import { classNames } from "#components/ui/class-names.ts";
import type { Product } from "#lib/contract/catalogue.ts";

/** Upper half a shelf, lower half a line of a receipt. */
export function ProductCard({ product, early }: { product: Product; early: boolean }) {
  const soldOut = product.stock === 0;
  return (
    <article className="flex h-full flex-col overflow-hidden rounded-md border border-line bg-panel">
      <div className="border-b border-line bg-well">
        {/* biome-ignore lint/performance/noImgElement: the picture is an SVG at its final size; there is nothing to optimise */}
        <img
          src={product.picture}
          alt=""
          width={400}
          height={300}
          loading={early ? "eager" : "lazy"}
          className={classNames("aspect-4/3 w-full object-contain", soldOut && "opacity-50 grayscale")}
        />
      </div>
      <div className="flex grow flex-col p-4">
        <h2 className="display text-lg leading-6">{product.name}</h2>
        <p className="mt-1 text-sm text-muted">{product.description}</p>
        <dl className="mt-auto flex items-baseline justify-between gap-3 pt-4">
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
      <p className="figures flex justify-between gap-3 border-t border-dashed border-edge px-4 py-2 text-xs text-muted">
        <span>{product.category}</span>
        <span>{product.sku}</span>
      </p>
    </article>
  );
}
