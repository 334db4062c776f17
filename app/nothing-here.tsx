import { Page } from "#components/shell/page.tsx";
import { FaultRule } from "#components/ui/fault-line.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

export function NothingHere() {
  return (
    <Page className="flex grow flex-col items-start md:pt-16">
      <FaultRule className="w-full text-edge" />
      <h1 className="display mt-8 text-3xl md:mt-12">Nothing at this address</h1>
      <p className="mt-3 max-w-prose text-lg text-muted">
        Plenty is broken here on purpose. This is not: the address names no page, no shop and no product.
      </p>
      <div className="mt-8 flex flex-wrap gap-3">
        <LinkButton href="/shop/merch" look="solid">
          Enter the shop
        </LinkButton>
        <LinkButton href="/room">Open the control room</LinkButton>
      </div>
    </Page>
  );
}
