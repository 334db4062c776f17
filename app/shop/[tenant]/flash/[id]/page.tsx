import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound } from "#app/or-not-found.tsx";
import { LiveFeed } from "#components/live/live-feed.tsx";
import { Page } from "#components/shell/page.tsx";
import { type FlashSale, FlashSaleId, mostLoadBuyers } from "#lib/contract/flash-sale.ts";
import { Tenant } from "#lib/contract/tenant.ts";
import { pageContext } from "#lib/http/page-context.ts";
import { asAppError } from "#lib/kernel/errors.ts";
import { findFlashSale } from "#lib/shop/flash-sale/find-flash-sale.ts";
import { Breadcrumbs } from "../../../breadcrumbs.tsx";
import { keepPercent } from "../../../keep-percent.ts";
import { shopNames } from "../../../shop-names.ts";
import { ShelfOutOfReach } from "../../shelf-out-of-reach.tsx";
import { SaleStage } from "./sale-stage.tsx";

export const metadata: Metadata = { title: "Flash sale" };

type Props = { params: Promise<{ tenant: string; id: string }> };

async function FlashSalePage({ params }: Props) {
  const { tenant: asked, id } = await params;
  const tenant = Tenant.safeParse(asked);
  if (!tenant.success || !FlashSaleId.safeParse(id).success) notFound();
  const sale = await readSale(id);
  if (sale && sale.tenant !== tenant.data) notFound();
  return (
    <Page>
      <Breadcrumbs
        steps={[
          { label: shopNames[tenant.data], href: `/shop/${tenant.data}` },
          { label: "Flash sales", href: `/shop/${tenant.data}/flash` },
        ]}
        here={sale?.name ?? id}
      />
      {sale ? <Found sale={sale} /> : <OutOfReach again={`/shop/${tenant.data}/flash/${id}`} />}
    </Page>
  );
}

export default orNotFound(FlashSalePage);

function Found({ sale }: { sale: FlashSale }) {
  return (
    <LiveFeed feed="stock" entries={{ [sale.id]: sale.left }}>
      <div className="mt-4 grid items-start gap-x-12 gap-y-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,34rem)]">
        <div className="lg:sticky lg:top-32">
          <h1 className="display mb-4 text-3xl">{keepPercent(sale.name)}</h1>
          <div className="relative overflow-hidden rounded-md border border-line bg-picture">
            <img
              src={sale.picture}
              alt=""
              width={640}
              height={480}
              className="aspect-16/9 w-full object-contain lg:aspect-4/3"
            />
            <div className="absolute inset-0 bg-dim" />
          </div>
        </div>
        <SaleStage sale={sale} mostBuyers={mostLoadBuyers} />
      </div>
    </LiveFeed>
  );
}

function OutOfReach({ again }: { again: string }) {
  return (
    <div className="mt-4">
      <h1 className="display mb-6 text-3xl">Flash sale</h1>
      <ShelfOutOfReach again={again} />
    </div>
  );
}

/** Undefined while the database does not answer. */
async function readSale(id: string): Promise<FlashSale | undefined> {
  try {
    return await findFlashSale(pageContext().shop, id);
  } catch (error) {
    const code = asAppError(error)?.code;
    if (code === "not_found") notFound();
    if (code === "unavailable") return undefined;
    throw error;
  }
}
