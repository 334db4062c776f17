import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { orNotFound } from "#app/or-not-found.tsx";
import { PageSteps } from "#components/history/page-steps.tsx";
import { Page } from "#components/shell/page.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { OrderQuery } from "#lib/contract/order.ts";
import { Tenant } from "#lib/contract/tenant.ts";
import { pageContext } from "#lib/http/page-context.ts";
import { readVisitor } from "#lib/http/visitor.ts";
import { asAppError } from "#lib/kernel/errors.ts";
import { listOrders } from "#lib/services/checkout/list-orders.ts";
import { shopNames } from "../../shop-names.ts";
import { ShelfOutOfReach } from "../shelf-out-of-reach.tsx";
import { OrderRow } from "./order-row.tsx";

export const metadata: Metadata = { title: "Orders" };

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<{ after?: string | string[] }> };

async function OrdersPage({ params, searchParams }: Props) {
  const tenant = Tenant.safeParse((await params).tenant);
  if (!tenant.success) notFound();
  const { after } = await searchParams;
  const path = `/shop/${tenant.data}/orders`;
  const read = await readOrders(tenant.data, typeof after === "string" ? after : undefined);
  return (
    <Page>
      <div className="mx-auto max-w-3xl">
        <h1 className="display text-3xl">Orders</h1>
        <p className="mt-2 mb-8 text-lg text-muted">What this browser bought in {shopNames[tenant.data]}.</p>
        {read === undefined ? <ShelfOutOfReach again={path} /> : null}
        {read?.orders.length === 0 ? <NoOrders tenant={tenant.data} /> : null}
        {read && read.orders.length > 0 ? (
          <ul className="grid gap-3">
            {read.orders.map((order) => (
              <li key={order.orderId}>
                <OrderRow order={order} />
              </li>
            ))}
          </ul>
        ) : null}
        <PageSteps
          newest={after === undefined ? undefined : path}
          older={read?.next ? `${path}?after=${encodeURIComponent(read.next)}` : undefined}
        />
      </div>
    </Page>
  );
}

export default orNotFound(OrdersPage);

function NoOrders({ tenant }: { tenant: Tenant }) {
  return (
    <EmptyState
      title="Nothing bought here yet"
      action={
        <LinkButton href={`/shop/${tenant}`} look="solid">
          Choose something
        </LinkButton>
      }
    >
      <p>An order you place stays here, with its receipt, the steps behind it and a link to its trace.</p>
    </EmptyState>
  );
}

/** Undefined while the database does not answer. */
async function readOrders(tenant: Tenant, after: string | undefined) {
  const query = OrderQuery.safeParse({ tenant, after });
  if (!query.success) notFound();
  const visitorId = readVisitor({ headers: await headers() });
  try {
    return await listOrders(pageContext(), { visitorId, ...query.data });
  } catch (error) {
    const code = asAppError(error)?.code;
    if (code === "unavailable") return undefined;
    if (code === "validation_failed") notFound();
    throw error;
  }
}
