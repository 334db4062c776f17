"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { askServer } from "#components/shell/ask-server.ts";
import { orderShape } from "#components/shop/shapes.ts";
import type { OrderStatus } from "#lib/contract/order.ts";

const everyMs = 1_500;

/** Looks whether an order that is being settled has come to an end, and then has the page written anew. */
export function OrderWatch({ orderId, status }: { orderId: string; status: OrderStatus }) {
  const router = useRouter();
  useEffect(() => {
    if (status !== "processing") return;
    const stop = new AbortController();
    const look = async () => {
      if (document.hidden) return;
      const answer = await askServer(`/api/orders/${orderId}`, orderShape, { signal: stop.signal });
      if (!stop.signal.aborted && answer.ok && answer.data.status !== status) router.refresh();
    };
    const timer = setInterval(look, everyMs);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [router, orderId, status]);
  return null;
}
