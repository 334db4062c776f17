"use client";

import { useCartStore } from "#components/shop/cart-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

export function UnknownCart() {
  const store = useCartStore();
  return (
    <ErrorState
      title="The database does not answer"
      cause={
        <p>
          What you put into the cart is in there, and nobody can look until it answers. It is not lost: the
          control room says whether the store can be reached.
        </p>
      }
      action={
        <div className="flex flex-wrap gap-3">
          <Button look="solid" onClick={() => store.refresh()}>
            Try again
          </Button>
          <LinkButton href="/room">Open the control room</LinkButton>
        </div>
      }
    />
  );
}
