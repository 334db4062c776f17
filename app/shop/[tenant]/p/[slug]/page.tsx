import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { orNotFound } from "#app/or-not-found.tsx";
import { Page } from "#components/shell/page.tsx";
import { LiveStock } from "#components/shop/live-stock.tsx";
import { Price } from "#components/shop/price.tsx";
import { Tenant } from "#lib/contract/tenant.ts";
import { pageContext } from "#lib/http/page-context.ts";
import { asAppError } from "#lib/kernel/errors.ts";
import { findProductBySlug } from "#lib/shop/find-product-by-slug.ts";
import { Breadcrumbs } from "../../../breadcrumbs.tsx";
import { keepPercent } from "../../../keep-percent.ts";
import { shopNames } from "../../../shop-names.ts";
import { ShelfOutOfReach } from "../../shelf-out-of-reach.tsx";
import { readShelfQuery, shelfHref } from "../../shelf-query.ts";
import { ProductOrder } from "./product-order.tsx";

type Props = { params: Promise<{ tenant: string; slug: string }> };

/** Asked for by the title and by the page, read once. Null while the database does not answer. */
const readProduct = cache(async (tenant: Tenant, slug: string) => {
  try {
    return await findProductBySlug(pageContext(), { tenant, slug });
  } catch (error) {
    if (asAppError(error)?.code === "unavailable") return null;
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { tenant, slug } = await params;
  const shop = Tenant.safeParse(tenant);
  const product = shop.success ? await readProduct(shop.data, slug) : undefined;
  return product ? { title: product.name, description: product.description } : { title: "Not found" };
}

async function ProductPage({ params }: Props) {
  const { tenant, slug } = await params;
  const shop = Tenant.safeParse(tenant);
  const product = shop.success ? await readProduct(shop.data, slug) : undefined;
  if (!shop.success || product === undefined) notFound();
  const shelf = readShelfQuery(shop.data, {});
  if (product === null) {
    return (
      <Page>
        <h1 className="display mb-6 text-3xl">{shopNames[shop.data]}</h1>
        <ShelfOutOfReach again={`/shop/${shop.data}/p/${slug}`} />
      </Page>
    );
  }
  const { sku, name, description, category, priceMinor, currency, stock, picture } = product;
  return (
    <Page className="md:py-8">
      <Breadcrumbs
        steps={[
          { label: shopNames[shop.data], href: shelfHref(shelf) },
          { label: category, href: shelfHref(shelf, { category }) },
        ]}
        here={name}
      />
      <div className="mt-5 grid items-start gap-x-12 gap-y-6 md:grid-cols-2 lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
        <div className="relative overflow-hidden rounded-md border border-line bg-picture">
          <img src={picture} alt="" width={960} height={720} className="aspect-4/3 w-full object-contain" />
          <div className="absolute inset-0 bg-dim" />
        </div>
        <div className="max-w-xl">
          <h1 className="display text-3xl">{keepPercent(name)}</h1>
          <p className="mt-3 text-lg text-muted">{keepPercent(description)}</p>
          <div className="mt-6 flex flex-wrap items-baseline gap-x-4">
            <Price minor={priceMinor} currency={currency} className="figures text-2xl font-semibold" />
            <LiveStock sku={sku} stock={stock} />
          </div>
          <ProductOrder product={product} />
          <dl className="figures mt-8 flex flex-wrap justify-between gap-x-8 gap-y-1 border-t border-dashed border-edge pt-3 text-xs text-muted">
            <div className="flex gap-2">
              <dt>Category</dt>
              <dd>{category}</dd>
            </div>
            <div className="flex gap-2">
              <dt>SKU</dt>
              <dd>{sku}</dd>
            </div>
          </dl>
        </div>
      </div>
    </Page>
  );
}

export default orNotFound(ProductPage);
