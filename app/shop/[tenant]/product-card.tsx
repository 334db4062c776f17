import { AddToCart } from "#components/shop/add-to-cart.tsx";
import { LiveStock } from "#components/shop/live-stock.tsx";
import { Price } from "#components/shop/price.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { SiteLink } from "#components/ui/site-link.tsx";
import type { Product } from "#lib/contract/catalogue.ts";
import { keepPercent } from "../keep-percent.ts";

/** Upper half a shelf, lower half a line of a receipt. The whole card leads to the product, but for its button. */
export function ProductCard({ product, early }: { product: Product; early: boolean }) {
  const { sku, slug, tenant, name, description, category, picture, priceMinor, currency, stock } = product;
  return (
    <article className="group relative grid h-full grid-cols-[7.5rem_minmax(0,1fr)] grid-rows-[1fr_auto] overflow-hidden rounded-md border border-line bg-panel transition-colors hover:border-cobalt min-[480px]:grid-cols-1 min-[480px]:grid-rows-[auto_1fr_auto]">
      <div className="relative border-r border-line bg-picture min-[480px]:border-r-0 min-[480px]:border-b">
        <img
          src={picture}
          alt=""
          width={320}
          height={240}
          loading={early ? "eager" : "lazy"}
          className={classNames("aspect-4/3 size-full object-contain", stock === 0 && "opacity-50 grayscale")}
        />
        <div className="absolute inset-0 bg-dim" />
      </div>
      <div className="flex flex-col p-3 min-[480px]:p-4">
        <h2 className="display text-lg leading-6">
          <SiteLink
            href={`/shop/${tenant}/p/${slug}`}
            className="transition-colors group-hover:text-cobalt after:absolute after:inset-0 after:rounded-md focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-cobalt"
          >
            {keepPercent(name)}
          </SiteLink>
        </h2>
        <p className="mt-1 line-clamp-2 text-sm text-muted min-[480px]:line-clamp-none">
          {keepPercent(description)}
        </p>
        <dl className="mt-auto flex items-baseline justify-between gap-x-3 pt-3 min-[480px]:pt-4">
          <div>
            <dt className="sr-only">Price</dt>
            <dd>
              <Price minor={priceMinor} currency={currency} className="figures text-lg font-semibold" />
            </dd>
          </div>
          <div>
            <dt className="sr-only">Stock</dt>
            <dd>
              <LiveStock sku={sku} stock={stock} />
            </dd>
          </div>
        </dl>
        <AddToCart product={product} className="relative mt-3" />
      </div>
      <p className="figures col-span-full flex justify-between gap-3 border-t border-dashed border-edge px-3 py-2 text-xs text-muted min-[480px]:px-4">
        <span>{category}</span>
        <span>{sku}</span>
      </p>
    </article>
  );
}
