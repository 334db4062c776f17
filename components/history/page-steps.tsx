import { LinkButton } from "#components/ui/link-button.tsx";

type Props = { newest: string | undefined; older: string | undefined };

/** Newer pages grow while one reads, so back is to the start; the browser knows the page before. */
export function PageSteps({ newest, older }: Props) {
  if (!newest && !older) return null;
  return (
    <nav aria-label="Pages" className="mt-4 flex flex-wrap justify-between gap-3">
      {newest ? <LinkButton href={newest}>Newest</LinkButton> : <span />}
      {older ? (
        <LinkButton href={older} rel="next">
          Older
        </LinkButton>
      ) : null}
    </nav>
  );
}
