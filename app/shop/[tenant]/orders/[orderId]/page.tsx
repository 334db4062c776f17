import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { orNotFound } from "#app/or-not-found.tsx";
import { Page } from "#components/shell/page.tsx";
import { type Order, OrderId } from "#lib/contract/order.ts";
import { Tenant } from "#lib/contract/tenant.ts";
import { pageContext } from "#lib/http/page-context.ts";
import { readVisitor } from "#lib/http/visitor.ts";
import { asAppError } from "#lib/kernel/errors.ts";
import { readOrder } from "#lib/services/checkout/find-order.ts";
import { Breadcrumbs } from "../../../breadcrumbs.tsx";
import { shopNames } from "../../../shop-names.ts";
import { ShelfOutOfReach } from "../../shelf-out-of-reach.tsx";
import { NoSuchOrder } from "./no-such-order.tsx";
import { OrderView } from "./order-view.tsx";

export const metadata: Metadata = { title: "Order" };

type Props = { params: Promise<{ tenant: string; orderId: string }> };

async function OrderPage({ params }: Props) {
  const { tenant: asked, orderId } = await params;
  const tenant = Tenant.safeParse(asked);
  if (!tenant.success || !OrderId.safeParse(orderId).success) notFound();
  const order = await findOrder(orderId);
  if (order && order.tenant !== tenant.data) notFound();
  const base = `/shop/${tenant.data}`;
  return (
    <Page>
      <Breadcrumbs
        steps={[
          { label: shopNames[tenant.data], href: base },
          { label: "Orders", href: `${base}/orders` },
        ]}
        here="Order"
      />
      {order ? (
        <OrderView order={order} />
      ) : (
        <>
          <h1 className="display mt-2 mb-6 text-3xl">Order</h1>
          <ShelfOutOfReach again={`${base}/orders/${orderId}`} />
        </>
      )}
    </Page>
  );
}

export default orNotFound(OrderPage, NoSuchOrder);

/** Undefined while the database does not answer. Another visitor's order is none of ours. */
async function findOrder(orderId: string): Promise<Order | undefined> {
  const visitorId = readVisitor({ headers: await headers() });
  try {
    return await readOrder(pageContext(), { visitorId, orderId });
  } catch (error) {
    const code = asAppError(error)?.code;
    if (code === "not_found") notFound();
    if (code === "unavailable") return undefined;
    throw error;
  }
}
