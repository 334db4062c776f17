import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound } from "#app/or-not-found.tsx";
import { Page } from "#components/shell/page.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { Product, ProductQuery } from "#lib/contract/catalogue.ts";
import type { FlashSale } from "#lib/contract/flash-sale.ts";
import { Tenant } from "#lib/contract/tenant.ts";
import { pageContext } from "#lib/http/page-context.ts";
import { asAppError } from "#lib/kernel/errors.ts";
import { listFlashSales } from "#lib/shop/flash-sale/find-flash-sale.ts";
import { listCategories } from "#lib/shop/list-categories.ts";
import { listProducts } from "#lib/shop/list-products.ts";
import { shopNames } from "../shop-names.ts";
import { ProductCard } from "./product-card.tsx";
import { SaleBanner } from "./sale-banner.tsx";
import { ShelfFilters } from "./shelf-filters.tsx";
import { ShelfOutOfReach } from "./shelf-out-of-reach.tsx";
import { readShelfQuery, type SearchParams, shelfHref, tooLongSearch } from "./shelf-query.ts";

/** What is above the fold on a wide screen; the rest may wait. */
const earlyPictures = 8;

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const tenant = Tenant.safeParse((await params).tenant);
  return { title: tenant.success ? shopNames[tenant.data] : "Not found" };
}

async function ShopPage({ params, searchParams }: Props) {
  const tenant = Tenant.safeParse((await params).tenant);
  if (!tenant.success) notFound();
  const sent = await searchParams;
  const query = readShelfQuery(tenant.data, sent);
  const context = pageContext();
  const shelf = await readShelf(context, query);
  if (!shelf) {
    return (
      <Page>
        <h1 className="display mb-6 text-3xl">{shopNames[query.tenant]}</h1>
        <ShelfOutOfReach again={shelfHref(query)} />
      </Page>
    );
  }
  const { products, categories, sale } = shelf;
  return (
    <Page className="max-md:py-3">
      {sale ? <SaleBanner key={sale.id} sale={sale} /> : null}
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-6 md:mb-6">
        <h1 className="display text-2xl md:text-3xl">{shopNames[query.tenant]}</h1>
        <p className="text-muted">{shelfTitle(products, query)}</p>
      </div>
      <div className="grid grid-cols-1 items-start gap-x-10 gap-y-3 md:gap-y-8 lg:grid-cols-[14rem_minmax(0,1fr)]">
        <ShelfFilters query={query} tooLong={tooLongSearch(sent)} categories={categories} />
        {products.length > 0 ? <Shelf products={products} /> : <EmptyShelf query={query} />}
      </div>
    </Page>
  );
}

export default orNotFound(ShopPage);

/** Undefined while the database does not answer; everything else that fails is the error page's. */
async function readShelf(context: ReturnType<typeof pageContext>, query: ProductQuery) {
  try {
    const [products, categories, sales] = await Promise.all([
      listProducts(context, query),
      listCategories(context, query.tenant),
      listFlashSales(context.shop),
    ]);
    return { products, categories, sale: saleToShow(sales, query.tenant) };
  } catch (error) {
    if (asAppError(error)?.code === "unavailable") return undefined;
    throw error;
  }
}

/** One that can be bought from comes before one that is only announced. */
function saleToShow(sales: readonly FlashSale[], tenant: Tenant): FlashSale | undefined {
  const here = sales.filter((sale) => sale.tenant === tenant);
  return here.find(({ state }) => state === "open") ?? here.find(({ state }) => state === "coming");
}

function shelfTitle(products: readonly Product[], { q, category }: ProductQuery): string {
  const count = `${products.length} ${products.length === 1 ? "product" : "products"}`;
  return [count, category && `in ${category}`, q && `with “${q}”`].filter(Boolean).join(" ");
}

function Shelf({ products }: { products: readonly Product[] }) {
  return (
    <ul className="grid grid-cols-1 gap-4 min-[480px]:grid-cols-2 md:gap-5 xl:grid-cols-4 lg:max-xl:grid-cols-3">
      {products.map((product, index) => (
        <li key={product.sku}>
          <ProductCard product={product} early={index < earlyPictures} />
        </li>
      ))}
    </ul>
  );
}

function EmptyShelf({ query }: { query: ProductQuery }) {
  if (!query.q && !query.category) {
    return (
      <EmptyState
        title="The shelves are empty"
        action={<LinkButton href="/room">Open the control room</LinkButton>}
      >
        <p>Nothing is stocked in this shop. The control room shows whether its store answers.</p>
      </EmptyState>
    );
  }
  const everything = shelfHref(query, { q: undefined, category: undefined });
  return (
    <EmptyState title="No match" action={<LinkButton href={everything}>Show everything</LinkButton>}>
      <p>
        No product has {query.q ? `“${query.q}” in its name or description` : "this category"}
        {query.q && query.category ? ` and is in ${query.category}` : ""}.
      </p>
    </EmptyState>
  );
}
