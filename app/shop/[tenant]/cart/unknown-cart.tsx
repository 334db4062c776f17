"use client";

import { useState } from "react";
import type { Failure } from "#components/shell/ask-server.ts";
import { useCartStore } from "#components/shop/cart-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

export function UnknownCart() {
  const store = useCartStore();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const ask = async () => {
    if (busy) return;
    setBusy(true);
    setFailure(await store.refresh());
    setBusy(false);
  };
  return (
    <ErrorState
      title="The database does not answer"
      cause={
        <>
          <p>
            What you put into the cart is in there, and nobody can look until it answers. It is not lost: the
            control room says whether the store can be reached.
          </p>
          {failure ? <p className="mt-2 text-ink">Asked again: {failure.detail}</p> : null}
        </>
      }
      marks={failure?.requestId ? [{ label: "Request id", value: failure.requestId }] : []}
      action={
        <div className="flex flex-wrap gap-3">
          <Button look="solid" aria-disabled={busy} onClick={ask}>
            {busy ? "Asking" : "Try again"}
          </Button>
          <LinkButton href="/room">Open the control room</LinkButton>
        </div>
      }
    />
  );
}
