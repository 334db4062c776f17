import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound } from "#app/or-not-found.tsx";
import { LiveFeed } from "#components/live/live-feed.tsx";
import { Page } from "#components/shell/page.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { Product } from "#lib/contract/catalogue.ts";
import type { FlashSale } from "#lib/contract/flash-sale.ts";
import { Tenant } from "#lib/contract/tenant.ts";
import { pageContext } from "#lib/http/page-context.ts";
import { asAppError } from "#lib/kernel/errors.ts";
import { listFlashSales } from "#lib/shop/flash-sale/find-flash-sale.ts";
import { listProducts } from "#lib/shop/list-products.ts";
import { ShelfOutOfReach } from "../shelf-out-of-reach.tsx";
import { NewSaleForm } from "./new-sale-form.tsx";
import { SaleRow } from "./sale-row.tsx";

export const metadata: Metadata = { title: "Flash sales" };

type Props = { params: Promise<{ tenant: string }> };

async function FlashSalesPage({ params }: Props) {
  const tenant = Tenant.safeParse((await params).tenant);
  if (!tenant.success) notFound();
  const read = await readAll(tenant.data);
  return (
    <Page>
      <h1 className="display text-3xl">Flash sales</h1>
      <p className="mt-2 mb-8 max-w-prose text-lg text-muted">
        One product, few units, little time, and everybody at once. Not one unit is sold twice.
      </p>
      {read ? (
        <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <Sales sales={read.sales} />
          <section aria-labelledby="start">
            <h2 id="start" className="display mb-3 text-lg">
              Start one
            </h2>
            <NewSaleForm tenant={tenant.data} products={read.products} />
          </section>
        </div>
      ) : (
        <ShelfOutOfReach again={`/shop/${tenant.data}/flash`} />
      )}
    </Page>
  );
}

export default orNotFound(FlashSalesPage);

function Sales({ sales }: { sales: readonly FlashSale[] }) {
  if (sales.length === 0) {
    return (
      <EmptyState title="No flash sale yet">
        <p>Start one: choose a product, how many units, for how little. It opens at once or in a minute.</p>
      </EmptyState>
    );
  }
  return (
    <LiveFeed feed="stock" entries={Object.fromEntries(sales.map(({ id, left }) => [id, left]))}>
      <ul className="grid gap-4">
        {sales.map((sale) => (
          <li key={sale.id}>
            <SaleRow sale={sale} />
          </li>
        ))}
      </ul>
    </LiveFeed>
  );
}

type Read = { sales: FlashSale[]; products: Product[] };

/** Undefined while the database does not answer. */
async function readAll(tenant: Tenant): Promise<Read | undefined> {
  const context = pageContext();
  try {
    const [sales, products] = await Promise.all([
      listFlashSales(context.shop),
      listProducts(context, { tenant, sort: "name" }),
    ]);
    return { sales: sales.filter((sale) => sale.tenant === tenant), products };
  } catch (error) {
    if (asAppError(error)?.code === "unavailable") return undefined;
    throw error;
  }
}
