import { AlertChip } from "#components/alerts/alert-chip.tsx";
import { ageText } from "#components/alerts/alert-words.ts";
import { Panel } from "#components/ui/panel.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Alert } from "#lib/contract/alert-answers.ts";
import { alertHref } from "#lib/contract/evidence-links.ts";

/** Of the same rule and subject, the newest first. */
export function EarlierAlerts({ alerts }: { alerts: readonly Alert[] }) {
  if (alerts.length === 0)
    return (
      <p className="rounded-md border border-line bg-panel px-4 py-3 text-muted">
        It is the first of its kind that is kept.
      </p>
    );
  return (
    <Panel>
      <ul>
        {alerts.map((alert) => (
          <li key={alert.id} className="border-b border-line px-4 py-2 last:border-b-0">
            <SiteLink
              href={alertHref(alert.id)}
              className="group flex flex-wrap items-center gap-x-3 gap-y-1"
            >
              <AlertChip alert={alert} />
              <span className="figures text-sm text-cobalt group-hover:underline">
                <Time iso={alert.startedAt} />
              </span>
              <span className="text-sm text-muted">
                {alert.resolvedAt
                  ? `for ${ageText(Date.parse(alert.resolvedAt) - Date.parse(alert.startedAt))}`
                  : "still open"}
              </span>
              {alert.acknowledged?.note ? (
                <span className="min-w-0 truncate text-sm text-muted">{alert.acknowledged.note}</span>
              ) : null}
            </SiteLink>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
