import type { ReactNode } from "react";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Page } from "./page.tsx";

type Props = { title: string; children: ReactNode; way: { href: string; label: string } };

/** A page whose address names something that is not there: why that may be, and the one way on. */
export function NothingThere({ title, children, way }: Props) {
  return (
    <Page>
      <h1 className="display text-3xl">{title}</h1>
      <p className="mt-3 max-w-prose text-lg text-muted">{children}</p>
      <div className="mt-6">
        <LinkButton href={way.href} look="solid">
          {way.label}
        </LinkButton>
      </div>
    </Page>
  );
}
