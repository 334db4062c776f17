"use client";

import { ReceiptText, ShoppingBag, Zap } from "lucide-react";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { PendingMark } from "#components/ui/pending-mark.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { useCart, useCartState } from "./cart-provider.tsx";
import { piecesIn } from "./cart-state.ts";

/** At the end of the shop's bar, on every page of it. */
export function CartLinks() {
  const tenant = useCartState((state) => state.tenant);
  const news = useCartState((state) => state.news);
  const cart = useCart();
  const pieces = cart ? piecesIn(cart) : 0;
  return (
    <nav aria-label="Yours" className="-mr-3 ml-auto flex items-center py-2 sm:gap-1">
      <BarLink href={`/shop/${tenant}/flash`}>
        <Zap className="size-4" aria-hidden />
        <span className="max-sm:sr-only">Flash sales</span>
      </BarLink>
      <BarLink href={`/shop/${tenant}/orders`}>
        <ReceiptText className="size-4" aria-hidden />
        <span className="max-sm:sr-only">Orders</span>
      </BarLink>
      <BarLink href={`/shop/${tenant}/cart`}>
        <ShoppingBag className="size-4" aria-hidden />
        Cart
        <span
          className="figures -my-0.5 grid h-5 min-w-5 place-items-center rounded-sm bg-cobalt px-1 text-xs font-semibold text-cobalt-on data-[none]:bg-transparent data-[none]:px-0 data-[none]:font-normal data-[none]:text-muted"
          data-none={pieces === 0 ? "" : undefined}
        >
          {cart ? pieces : "–"}
        </span>
      </BarLink>
      <p role="status" className="sr-only">
        {news}
      </p>
    </nav>
  );
}

function BarLink({ href, children }: { href: string; children: ReactNode }) {
  const path = usePathname();
  return (
    <SiteLink
      href={href}
      aria-current={path === href ? "page" : path.startsWith(`${href}/`) ? "true" : undefined}
      className="flex h-7 items-center gap-2 rounded-md px-3 text-sm font-medium text-muted transition-colors hover:bg-cobalt-wash hover:text-cobalt aria-[current]:bg-chosen aria-[current]:text-ink"
    >
      {children}
      <PendingMark />
    </SiteLink>
  );
}
