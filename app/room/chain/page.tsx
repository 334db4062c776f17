import type { Metadata } from "next";
import { Page } from "#components/shell/page.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { chainCalls } from "./chain-calls.ts";
import { ChainCard } from "./chain-card.tsx";

export const metadata: Metadata = { title: "Checkout chain" };

export default function ChainPage() {
  return (
    <Page className="md:py-8">
      <h1 className="display text-2xl">Checkout chain</h1>
      <p className="mt-2 mb-6 max-w-prose text-muted">
        One request through four services, with three endings that are always the same. It buys nothing. Send
        one, open its trace, and see how a failure looks from each of them. A whole purchase, with a cart and
        a card, is{" "}
        <SiteLink href="/shop/merch" className="text-cobalt underline">
          in the shop
        </SiteLink>
        .
      </p>
      <div className="grid items-start gap-5 lg:grid-cols-3">
        {chainCalls.map((call) => (
          <ChainCard key={call.path} call={call} />
        ))}
      </div>
    </Page>
  );
}
