"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { canResolve, resolve } from "#components/alerts/alert-actions.ts";
import { AlertChip } from "#components/alerts/alert-chip.tsx";
import { AlertLinks } from "#components/alerts/alert-links.tsx";
import { ruleWord } from "#components/alerts/alert-words.ts";
import { matcherFor } from "#components/alerts/board-rows.ts";
import { NoteForm } from "#components/alerts/note-form.tsx";
import { StateNote } from "#components/alerts/state-note.tsx";
import { useAlert, useAlertsArrived } from "#components/alerts/use-alerts.ts";
import { useLastKnown } from "#components/live/live-feed.tsx";
import { Since } from "#components/room/since.tsx";
import { Button } from "#components/ui/button.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import type { Alert } from "#lib/contract/alert-answers.ts";
import { alertHref } from "#lib/contract/evidence-links.ts";

const SilenceDialog = dynamic(() => import("#components/alerts/silence-dialog.tsx"), { ssr: false });

/** How it is now, and what can be done about it. */
export function AlertHeader({ alert: first }: { alert: Alert }) {
  const alert = useAlert(first.id) ?? first;
  const lastKnown = useLastKnown();
  const [silencing, setSilencing] = useState(false);
  useFreshStory(alert, first);
  return (
    <header className="mb-8">
      <p className="mb-3 text-sm">
        <SiteLink href="/room/alerts" className="text-cobalt underline underline-offset-4">
          Alerts
        </SiteLink>
        <span className="text-muted"> / {ruleWord(alert.rule)}</span>
      </p>
      <div className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-2">
        <AlertChip alert={alert} lastKnown={lastKnown} />
        <StateNote alert={alert} />
        {alert.state === "resolved" ? null : (
          <span className="text-sm text-muted">
            for <Since iso={alert.startedAt} className="figures" />
          </span>
        )}
      </div>
      <h1 className="display text-2xl break-words">{alert.title}</h1>
      <p className="mt-2 max-w-prose">{alert.detail}</p>
      {alert.inhibitedBy ? (
        <p className="mt-2 text-sm text-muted">
          It only follows from{" "}
          <SiteLink href={alertHref(alert.inhibitedBy.id)} className="text-cobalt hover:underline">
            {alert.inhibitedBy.title || "another alert"}
          </SiteLink>
          . Nobody is told of it.
        </p>
      ) : null}
      <div className="mt-4">
        <AlertLinks alert={alert} />
      </div>
      {canResolve(alert) ? (
        <div className="mt-5 flex flex-wrap items-center gap-2">
          <NoteForm alert={alert} />
          <Button onClick={() => setSilencing(true)}>Silence…</Button>
          <Button look="quiet" data-click="resolve" onClick={() => resolve([alert])}>
            Resolve
          </Button>
        </div>
      ) : null}
      {silencing ? <SilenceDialog matcher={matcherFor(alert)} onClose={() => setSilencing(false)} /> : null}
    </header>
  );
}

/** Whenever the alert is told anew, the server writes the rest of the page again. */
function useFreshStory({ changedAt, state }: Alert, first: Alert) {
  const router = useRouter();
  const arrived = useAlertsArrived();
  const shown = useRef(`${first.changedAt} ${first.state}`);
  useEffect(() => {
    const now = `${changedAt} ${state}`;
    if (!arrived || shown.current === now) return;
    shown.current = now;
    router.refresh();
  }, [changedAt, state, arrived, router]);
}
