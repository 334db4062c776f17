import { SiteLink } from "#components/ui/site-link.tsx";
import type { Alert } from "#lib/contract/alert-answers.ts";

/** What it is about, and what was recorded round the time it began. */
export function AlertLinks({ alert: { kind, links } }: { alert: Alert }) {
  const all = [
    { label: kind === "vendor" ? "The vendor" : "The service", href: links.subject },
    { label: "Graph at that time", href: links.graph },
    { label: "Chart of that time", href: links.chart },
    { label: "Traces of that time", href: links.traces },
    { label: "Logs of that time", href: links.logs },
  ];
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {all.map(({ label, href }) =>
        href === null ? null : (
          <li key={label}>
            <SiteLink href={href} className="text-cobalt underline-offset-4 hover:underline">
              {label}
            </SiteLink>
          </li>
        ),
      )}
    </ul>
  );
}
