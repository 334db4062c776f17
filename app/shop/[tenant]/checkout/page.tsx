import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound } from "#app/or-not-found.tsx";
import { Page } from "#components/shell/page.tsx";
import { Tenant } from "#lib/contract/tenant.ts";
import { visitorsCart } from "../../visitors-cart.ts";
import { ShelfOutOfReach } from "../shelf-out-of-reach.tsx";
import { CheckoutView } from "./checkout-view.tsx";

export const metadata: Metadata = { title: "Checkout" };

type Props = { params: Promise<{ tenant: string }> };

async function CheckoutPage({ params }: Props) {
  const tenant = Tenant.safeParse((await params).tenant);
  if (!tenant.success) notFound();
  const cart = await visitorsCart(tenant.data);
  return (
    <Page>
      <div className="mx-auto max-w-xl">
        <h1 className="display mb-6 text-3xl">Checkout</h1>
        {cart ? (
          <div className="grid grid-cols-1 gap-8">
            <CheckoutView cart={cart} />
            <noscript>
              <p className="text-muted">
                Paying needs a script, so that pressing twice cannot buy twice. Switch it on and reload.
              </p>
            </noscript>
          </div>
        ) : (
          <ShelfOutOfReach again={`/shop/${tenant.data}/checkout`} />
        )}
      </div>
    </Page>
  );
}

export default orNotFound(CheckoutPage);
