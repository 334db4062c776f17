"use client";

import { FailureReceipt } from "#components/shop/failure-receipt.tsx";
import { Price } from "#components/shop/price.tsx";
import { useSecondsUntil } from "#components/shop/use-seconds-until.ts";
import { idempotencyHeader } from "#lib/contract/idempotency-header.ts";
import type { Order } from "#lib/contract/order.ts";
import type { RefundTrouble } from "./use-refund.ts";

type Props = {
  trouble: RefundTrouble;
  order: Order;
  busy: boolean;
  onRetry: (request: RefundTrouble["request"]) => void;
};

export function RefundTroubleReceipt({ trouble, order, busy, onRetry }: Props) {
  const { request, failure, key, attempt, money, againAtMs } = trouble;
  const inSeconds = useSecondsUntil(againAtMs);
  return (
    <FailureReceipt
      title="Not refunded"
      lines={[
        { name: "Refund", amount: <Price minor={request.amountMinor ?? 0} currency={order.currency} /> },
      ]}
      failure={failure}
      money={money}
      attempt={attempt}
      request={{
        method: "POST",
        path: `/api/orders/${order.orderId}/refunds`,
        headers: { [idempotencyHeader]: key },
        body: request,
      }}
      retry={{ run: () => onRetry(request), busy, inSeconds, says: "with the same key" }}
    />
  );
}
