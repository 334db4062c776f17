import { OrderStatusChip } from "#components/shop/order-status.tsx";
import { orderWords } from "#components/shop/order-words.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { traceHref } from "#lib/contract/evidence-links.ts";
import type { Order } from "#lib/contract/order.ts";
import { OrderReceipt } from "./order-receipt.tsx";
import { OrderTimeline } from "./order-timeline.tsx";
import { OrderWatch } from "./order-watch.tsx";
import { RefundForm } from "./refund-form.tsx";

export function OrderView({ order }: { order: Order }) {
  const { orderId, status, traceId, requestId, payment } = order;
  const refundable = payment.state === "captured" && payment.refundedMinor < payment.amountMinor;
  return (
    <>
      <OrderWatch orderId={orderId} status={status} />
      <div className="mt-2 mb-8">
        <h1 className="display text-3xl">Order</h1>
        <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1">
          <OrderStatusChip status={status} />
          <span className="flex min-w-0 items-center gap-1 text-muted">
            <code className="text-sm break-all">{orderId}</code>
            <CopyButton text={orderId} label="Copy order id" />
          </span>
        </p>
        <p role="status" className="mt-2 max-w-prose text-lg text-muted">
          {orderWords[status].says}
        </p>
      </div>
      <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[minmax(0,26rem)_minmax(0,1fr)] lg:grid-rows-[auto_1fr]">
        <OrderReceipt order={order} />
        <section aria-labelledby="steps" className="min-w-0 lg:col-start-2 lg:row-span-2 lg:row-start-1">
          <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
            <h2 id="steps" className="display text-lg">
              How it was bought
            </h2>
            <LinkButton href={traceHref(traceId)}>See the trace</LinkButton>
          </div>
          <OrderTimeline order={order} />
          <p className="mt-2 flex min-w-0 flex-wrap items-center gap-x-2 text-sm text-muted">
            Request id
            <span className="flex min-w-0 items-center gap-1">
              <code className="text-xs break-all">{requestId}</code>
              <CopyButton text={requestId} label="Copy request id" />
            </span>
          </p>
        </section>
        {refundable ? (
          <section aria-labelledby="refund">
            <h2 id="refund" className="display mb-3 text-lg">
              Refund
            </h2>
            <RefundForm order={order} />
          </section>
        ) : null}
      </div>
    </>
  );
}
