import { OrderStatusChip } from "#components/shop/order-status.tsx";
import { Price } from "#components/shop/price.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { Time } from "#components/ui/time.tsx";
import { traceHref } from "#lib/contract/evidence-links.ts";
import type { Order } from "#lib/contract/order.ts";

/** The whole row leads to the order, but for the link to its trace. */
export function OrderRow({ order }: { order: Order }) {
  const { orderId, traceId, tenant, items, status, totalMinor, currency, createdAt } = order;
  return (
    <article className="group relative rounded-md border border-line bg-panel transition-colors hover:border-cobalt">
      <div className="grid gap-x-6 gap-y-2 px-4 pt-3 pb-3 sm:grid-cols-[minmax(0,1fr)_auto]">
        <h2 className="min-w-0 font-medium break-words">
          <SiteLink
            href={`/shop/${tenant}/orders/${orderId}`}
            className="transition-colors group-hover:text-cobalt after:absolute after:inset-0 after:rounded-md focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-cobalt"
          >
            {items.map(({ name, quantity }) => (quantity > 1 ? `${quantity} × ${name}` : name)).join(", ")}
          </SiteLink>
        </h2>
        <div className="flex items-center justify-between gap-4">
          <OrderStatusChip status={status} />
          <Price minor={totalMinor} currency={currency} className="figures w-24 text-right font-semibold" />
        </div>
      </div>
      <p className="figures flex flex-wrap items-center justify-between gap-x-4 border-t border-dashed border-edge px-4 py-1 text-xs text-muted">
        <Time iso={createdAt} />
        <span className="flex flex-wrap items-center gap-x-4">
          <span>{orderId}</span>
          <SiteLink
            href={traceHref(traceId)}
            className="relative flex h-6 items-center text-cobalt underline"
          >
            Trace
          </SiteLink>
        </span>
      </p>
    </article>
  );
}
