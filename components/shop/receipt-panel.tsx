"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useCart, useCartState, useCartStore } from "./cart-provider.tsx";
import { requestFor } from "./cart-state.ts";
import type { CartReceipt } from "./cart-store.ts";
import { FailureReceipt } from "./failure-receipt.tsx";
import { isBuying } from "./is-buying.ts";
import { Price } from "./price.tsx";
import { useSecondsUntil } from "./use-seconds-until.ts";

const notDone = { add: "Not added to the cart", set: "Quantity not changed", remove: "Not removed" };
const done = { add: "Added", set: "Quantity changed", remove: "Removed" };

/** After so many clicks one of a visitor has failed, as a shop is started. */
const usualClicks = 3;

/** The newest failed click on the cart, at the edge of a page that can be used on. */
export function ReceiptPanel() {
  const store = useCartStore();
  const receipt = useCartState((state) => state.receipt);
  const elsewhere = isBuying(usePathname());
  if (!receipt || elsewhere) return null;
  return <Panel key={receipt.failure.requestId} receipt={receipt} onClose={store.closeReceipt} />;
}

function Panel({ receipt, onClose }: { receipt: CartReceipt; onClose: () => void }) {
  const store = useCartStore();
  const tenant = useCartState((state) => state.tenant);
  const currency = useCart()?.currency ?? "EUR";
  const panel = useRef<HTMLElement>(null);
  const { intent, failure, attempt, byKey, state } = receipt;
  const { product, quantity, kind } = intent;
  // The server's wish, counted from when it was heard: each failure has a panel of its own.
  const [againAtMs] = useState(() => Date.now() + (failure.retryAfterSeconds ?? 0) * 1_000);
  const inSeconds = useSecondsUntil(againAtMs);
  const close = useFocusLentTo(panel, byKey && state === "failed", onClose);
  useEffect(() => {
    // "Try again" had the focus, and is no longer there.
    if (state === "mended" && document.activeElement === document.body) titleIn(panel)?.focus();
  }, [state]);
  const pieces = kind === "remove" ? product.name : `${product.name} × ${quantity}`;
  return (
    <>
      <div aria-hidden className="h-80" />
      <aside
        ref={panel}
        aria-label="Failure receipt"
        className="fixed inset-x-3 bottom-3 z-30 mx-auto max-h-[75dvh] max-w-sm animate-appear overflow-y-auto drop-shadow-overlay sm:inset-x-auto sm:right-5 sm:bottom-5 sm:w-[23.5rem]"
        onKeyDown={(event) => event.key === "Escape" && close()}
      >
        <FailureReceipt
          title={state === "mended" ? `${done[kind]} on attempt ${attempt}` : notDone[kind]}
          lines={[
            { name: pieces, amount: <Price minor={product.priceMinor * quantity} currency={currency} /> },
          ]}
          failure={failure}
          money="only_cart"
          attempt={attempt}
          request={{
            ...requestFor(tenant, intent),
            ...(intent.kind === "add" ? { times: usualClicks } : {}),
          }}
          retry={{ busy: state === "trying", inSeconds, run: () => store.wish(intent, { byKey }) }}
          mended={state === "mended"}
          onClose={close}
        />
      </aside>
    </>
  );
}

function titleIn(panel: { current: HTMLElement | null }): HTMLElement | null | undefined {
  return panel.current?.querySelector<HTMLElement>("h2");
}

/** Whoever works with keys is led to the receipt, and back to where they were when it closes. */
function useFocusLentTo(panel: { current: HTMLElement | null }, lend: boolean, onClose: () => void) {
  const lender = useRef<Element>(undefined);
  useEffect(() => {
    if (!lend) return;
    const before = document.activeElement;
    if (before && !panel.current?.contains(before)) lender.current = before;
    titleIn(panel)?.focus();
  }, [lend, panel]);
  return () => {
    const back = lender.current;
    if (back instanceof HTMLElement && panel.current?.contains(document.activeElement)) back.focus();
    onClose();
  };
}
