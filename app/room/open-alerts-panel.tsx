"use client";

import { AlertChip } from "#components/alerts/alert-chip.tsx";
import { isLoud, tallyOf, tallyText } from "#components/alerts/alert-tally.ts";
import { ageText } from "#components/alerts/alert-words.ts";
import { sorted } from "#components/alerts/board-view.ts";
import { useAlerts, useAlertsArrived } from "#components/alerts/use-alerts.ts";
import { useLastKnown } from "#components/live/live-feed.tsx";
import { useNow } from "#components/room/use-now.ts";
import { Panel } from "#components/ui/panel.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { utcTime } from "#components/ui/time-text.ts";
import type { Alert } from "#lib/contract/alert-answers.ts";

/** More would push what is being done to the services out of sight; the board has them all. */
const mostNamed = 5;

/** What wants somebody now, the worst first. */
export function OpenAlertsPanel({ total }: { total: number }) {
  const open = useAlerts().filter(({ state }) => state !== "resolved");
  const arrived = useAlertsArrived();
  const loud = sorted(open.filter(isLoud), "severity");
  const rest = loud.length - mostNamed;
  const said = arrived || open.length === total ? tallyText(tallyOf(open)) : `${total} open`;
  return (
    <section>
      <div className="mb-3 flex flex-wrap items-baseline gap-x-4">
        <h2 className="display text-lg">Alerts</h2>
        <p className="text-sm text-muted">{said || "None is open"}</p>
        <SiteLink href="/room/alerts" className="ml-auto text-sm text-cobalt hover:underline">
          Open the board
        </SiteLink>
      </div>
      {loud.length === 0 ? (
        <Panel className="px-4 py-3 text-muted">
          {open.length === 0
            ? "No vendor and no service is beyond its limits."
            : "Somebody has seen to all of them."}
        </Panel>
      ) : (
        <Panel>
          <ul>
            {loud.slice(0, mostNamed).map((alert) => (
              <OpenAlert key={alert.id} alert={alert} />
            ))}
          </ul>
          {rest > 0 ? (
            <p className="border-t border-line px-4 py-2 text-sm text-muted">and {rest} more</p>
          ) : null}
        </Panel>
      )}
    </section>
  );
}

function OpenAlert({ alert }: { alert: Alert }) {
  const [lastKnown, now] = [useLastKnown(), useNow()];
  return (
    <li className="border-b border-line last:border-b-0">
      <SiteLink
        href={alert.links.self}
        className="group grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-2"
      >
        <AlertChip alert={alert} lastKnown={lastKnown} />
        <span className="truncate text-cobalt group-hover:underline max-sm:whitespace-normal">
          {alert.title}
        </span>
        <time
          dateTime={alert.startedAt}
          title={utcTime(alert.startedAt)}
          className="figures text-sm whitespace-nowrap text-muted"
        >
          {now === undefined ? "" : ageText(now - Date.parse(alert.startedAt))}
        </time>
      </SiteLink>
    </li>
  );
}
