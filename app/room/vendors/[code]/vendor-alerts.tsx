import { LinkButton } from "#components/ui/link-button.tsx";
import { SeverityChip } from "#components/ui/severity-chip.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { Ago } from "#components/vendors/ago.tsx";
import type { Alert } from "#lib/contract/alert-answers.ts";
import { printTerm } from "#lib/contract/filter/print-filter.ts";

const stateWords: Record<Alert["state"], string> = {
  firing: "Firing",
  acknowledged: "Acknowledged",
  silenced: "Silenced",
  resolved: "Resolved",
};

/** Undefined while the alerts do not answer. */
export function VendorAlerts({ code, alerts }: { code: string; alerts: readonly Alert[] | undefined }) {
  const q = printTerm({ not: false, kind: "field", field: "subject", op: "is", values: [code] });
  return (
    <section>
      <div className="mb-3 flex items-baseline justify-between gap-3">
        <h2 className="display text-lg">Its alerts</h2>
        <LinkButton href={`/room/alerts?${new URLSearchParams({ q })}`} size="sm">
          On the board
        </LinkButton>
      </div>
      {alerts === undefined ? (
        <p role="alert" className="rounded-md border border-dashed border-edge px-4 py-3 text-muted">
          Its alerts cannot be read just now.
        </p>
      ) : alerts.length === 0 ? (
        <p className="rounded-md border border-dashed border-edge px-4 py-3 text-muted">None is open.</p>
      ) : (
        <ul className="rounded-md border border-line bg-panel">
          {alerts.map((alert) => (
            <li
              key={alert.id}
              className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2 text-sm last:border-b-0"
            >
              <SeverityChip severity={alert.severity} />
              <SiteLink href={alert.links.self} className="min-w-0 text-cobalt hover:underline">
                {alert.title}
              </SiteLink>
              <span className="ml-auto text-muted">
                {stateWords[alert.state]}, began <Ago iso={alert.startedAt} className="figures" />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
