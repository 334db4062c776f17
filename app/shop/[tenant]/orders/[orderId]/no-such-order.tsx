import { Page } from "#components/shell/page.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

export function NoSuchOrder() {
  return (
    <Page>
      <h1 className="display text-3xl">No such order</h1>
      <p className="mt-3 max-w-prose text-lg text-muted">
        This browser has bought nothing under that id. An order can only be seen by the browser that placed
        it.
      </p>
      <div className="mt-6">
        <LinkButton href="/shop/merch/orders" look="solid">
          See your orders
        </LinkButton>
      </div>
    </Page>
  );
}
