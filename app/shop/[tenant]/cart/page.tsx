import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound } from "#app/or-not-found.tsx";
import { Page } from "#components/shell/page.tsx";
import { Tenant } from "#lib/contract/tenant.ts";
import { CartView } from "./cart-view.tsx";

export const metadata: Metadata = { title: "Cart" };

type Props = { params: Promise<{ tenant: string }> };

/** What is in the cart comes with the layout, which every page of the shop shares. */
async function CartPage({ params }: Props) {
  if (!Tenant.safeParse((await params).tenant).success) notFound();
  return (
    <Page>
      <h1 className="display mb-6 text-3xl">Cart</h1>
      <CartView />
    </Page>
  );
}

export default orNotFound(CartPage);
