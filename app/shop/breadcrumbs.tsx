import { SiteLink } from "#components/ui/site-link.tsx";

type Props = { steps: readonly { label: string; href: string }[]; here: string };

export function Breadcrumbs({ steps, here }: Props) {
  return (
    <nav aria-label="Breadcrumbs">
      <ol className="flex flex-wrap items-center text-sm text-muted">
        {steps.map(({ label, href }) => (
          <li key={href} className="flex items-center">
            <SiteLink
              href={href}
              className="flex h-6 items-center text-cobalt underline-offset-2 hover:underline"
            >
              {label}
            </SiteLink>
            <span aria-hidden className="px-2">
              /
            </span>
          </li>
        ))}
        <li aria-current="page" className="min-w-0 break-words">
          {here}
        </li>
      </ol>
    </nav>
  );
}
