import type { ReactNode } from "react";
import { LiveFeed } from "#components/live/live-feed.tsx";
import { SectionBar } from "#components/shell/section-bar.tsx";
import { CartLinks } from "#components/shop/cart-links.tsx";
import { CartProvider } from "#components/shop/cart-provider.tsx";
import { ReceiptPanel } from "#components/shop/receipt-panel.tsx";
import { Tenant } from "#lib/contract/tenant.ts";
import { visitorsCart } from "../visitors-cart.ts";

/** Each page is rendered with the stock it has just read; the feed goes on from there. */
const noEntries = {};

type Props = { params: Promise<{ tenant: string }>; children: ReactNode };

export default async function ShopLayout({ params, children }: Props) {
  const tenant = Tenant.safeParse((await params).tenant);
  // No such shop: the page below says so.
  if (!tenant.success) {
    return (
      <>
        <SectionBar section="shop" />
        {children}
      </>
    );
  }
  return (
    <CartProvider key={tenant.data} tenant={tenant.data} cart={await visitorsCart(tenant.data)}>
      <SectionBar section="shop">
        <CartLinks />
      </SectionBar>
      <noscript>
        <p className="frame pt-4 text-muted">Looking works without JavaScript. The cart needs it.</p>
      </noscript>
      <LiveFeed feed="stock" entries={noEntries}>
        {children}
      </LiveFeed>
      <ReceiptPanel />
    </CartProvider>
  );
}
