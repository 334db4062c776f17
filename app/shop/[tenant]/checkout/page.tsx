import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Page } from "#components/shell/page.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { Cart } from "#lib/contract/cart.ts";
import { Tenant } from "#lib/contract/tenant.ts";
import { visitorsCart } from "../../visitors-cart.ts";
import { ShelfOutOfReach } from "../shelf-out-of-reach.tsx";
import { CheckoutForm } from "./checkout-form.tsx";
import { OrderSummary } from "./order-summary.tsx";

export const metadata: Metadata = { title: "Checkout" };

type Props = { params: Promise<{ tenant: string }> };

export default async function CheckoutPage({ params }: Props) {
  const tenant = Tenant.safeParse((await params).tenant);
  if (!tenant.success) notFound();
  const cart = await visitorsCart(tenant.data);
  return (
    <Page>
      <div className="mx-auto max-w-xl">
        <h1 className="display mb-6 text-3xl">Checkout</h1>
        {cart ? <Pay cart={cart} /> : <ShelfOutOfReach again={`/shop/${tenant.data}/checkout`} />}
      </div>
    </Page>
  );
}

function Pay({ cart }: { cart: Cart }) {
  const empty = cart.items.length === 0;
  return (
    <div className="grid grid-cols-1 gap-8">
      {empty ? <NothingToPay tenant={cart.tenant} /> : <OrderSummary cart={cart} />}
      <CheckoutForm cart={cart} />
      <noscript>
        <p className="text-muted">
          Paying needs a script, so that pressing twice cannot buy twice. Switch it on and reload.
        </p>
      </noscript>
    </div>
  );
}

function NothingToPay({ tenant }: { tenant: Tenant }) {
  return (
    <EmptyState
      title="There is nothing to pay"
      action={
        <div className="flex flex-wrap gap-3">
          <LinkButton href={`/shop/${tenant}`} look="solid">
            Choose something
          </LinkButton>
          <LinkButton href={`/shop/${tenant}/orders`}>See your orders</LinkButton>
        </div>
      }
    >
      <p>Your cart is empty. What you have just bought is among your orders.</p>
    </EmptyState>
  );
}
