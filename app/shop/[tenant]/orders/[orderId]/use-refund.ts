"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { askServer, type Failure } from "#components/shell/ask-server.ts";
import { forgetAttempt, makeKey, noteSending } from "#components/shop/attempt.ts";
import type { Money } from "#components/shop/money-words.ts";
import { orderShape } from "#components/shop/shapes.ts";
import { notify } from "#components/ui/notify.ts";
import { idempotencyHeader } from "#lib/contract/idempotency-header.ts";
import type { Order, RefundRequest } from "#lib/contract/order.ts";

export type RefundTrouble = {
  request: RefundRequest;
  failure: Failure;
  key: string;
  attempt: number;
  money: Money;
  againAtMs: number;
};

type State = { busy: boolean; refused: Failure | undefined; trouble: RefundTrouble | undefined };

const quiet: State = { busy: false, refused: undefined, trouble: undefined };

/** Gives money back. The key stays until there is a final answer, so that money goes back once. */
export function useRefund({ orderId, payment }: Order) {
  const [state, setState] = useState(quiet);
  const busy = useRef(false);
  const router = useRouter();
  const purpose = `refund.${orderId}`;

  const send = async (request: RefundRequest): Promise<State> => {
    const { key, tries } = noteSending(sessionStorage, purpose, makeKey);
    const path = `/api/orders/${orderId}/refunds`;
    const headers = { [idempotencyHeader]: key };
    const answer = await askServer(path, orderShape, { method: "POST", body: request, headers });
    if (answer.ok) {
      forgetAttempt(sessionStorage, purpose);
      notify({ tone: "news", title: "Refunded" });
      router.refresh();
      // The form may go, and the focus with it; what changed is the receipt.
      document.getElementById("receipt")?.focus();
      return quiet;
    }
    const { failure } = answer;
    const { status = 0 } = failure;
    const final = status >= 400 && status < 500 && status !== 429 && failure.code !== "in_progress";
    if (final) {
      forgetAttempt(sessionStorage, purpose);
      return { ...quiet, refused: failure };
    }
    const now = await askServer(`/api/orders/${orderId}`, orderShape);
    if (now.ok && now.data.payment.refundedMinor > payment.refundedMinor) {
      forgetAttempt(sessionStorage, purpose);
      router.refresh();
      return quiet;
    }
    const money = now.ok ? "not_refunded" : "refund_not_heard";
    const againAtMs = Date.now() + (failure.retryAfterSeconds ?? 0) * 1_000;
    return { ...quiet, trouble: { request, failure, key, attempt: tries, money, againAtMs } };
  };

  const refund = async (request: RefundRequest) => {
    if (busy.current) return;
    busy.current = true;
    setState((before) => ({ ...before, busy: true, refused: undefined }));
    try {
      setState(await send(request));
    } finally {
      busy.current = false;
    }
  };
  return { ...state, refund };
}
