"use client";

import { canResolve, resolve } from "#components/alerts/alert-actions.ts";
import { AlertLinks } from "#components/alerts/alert-links.tsx";
import { HistoryBlocks } from "#components/alerts/history-blocks.tsx";
import { NoteForm } from "#components/alerts/note-form.tsx";
import { useAsked } from "#components/room/use-asked.ts";
import { Button } from "#components/ui/button.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Alert, AlertDetail } from "#lib/contract/alert-answers.ts";

const detailShape = async () => (await import("#lib/contract/alert-answers.ts")).AlertDetail;

/** What a row says when it is opened: enough to decide, and the way to all the rest. */
export default function OpenedAlert({ alert }: { alert: Alert }) {
  const { id, title, detail, links, startedAt, acknowledged, silencedBy } = alert;
  return (
    <section
      aria-label={`About: ${title}`}
      className="grid gap-4 border-t border-line bg-well px-3 py-4 md:grid-cols-2 md:gap-8 md:pr-6 md:pl-34"
    >
      <div className="grid content-start gap-3">
        <p className="break-words">{detail}</p>
        <p className="text-sm text-muted">
          Since <Time iso={startedAt} className="figures" />
          {acknowledged ? (
            <>
              . Acknowledged by {acknowledged.by} <Time iso={acknowledged.at} className="figures" />
              {acknowledged.note ? `: ${acknowledged.note}` : ""}
            </>
          ) : null}
          {silencedBy?.comment ? `. Silenced: ${silencedBy.comment}` : null}
        </p>
        <AlertLinks alert={alert} />
        <Deciding alert={alert} />
      </div>
      <div className="grid content-start gap-3">
        <LastDay id={id} stamp={alert.changedAt} />
        <SiteLink href={links.self} className="justify-self-start text-sm text-cobalt hover:underline">
          Everything about it
        </SiteLink>
      </div>
    </section>
  );
}

function Deciding({ alert }: { alert: Alert }) {
  if (!canResolve(alert)) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <NoteForm alert={alert} />
      <Button look="quiet" data-click="resolve" onClick={() => resolve([alert])}>
        Resolve
      </Button>
    </div>
  );
}

function LastDay({ id, stamp }: { id: string; stamp: string }) {
  const { data, failure, again } = useAsked<AlertDetail>(
    `/api/alerts/${encodeURIComponent(id)}`,
    detailShape,
    {
      stamp,
    },
  );
  if (data) return <HistoryBlocks blocks={data.blocks} />;
  if (!failure) return <Skeleton className="h-9 w-full" />;
  return (
    <p className="text-sm text-muted">
      The last day could not be read: {failure.detail}{" "}
      <Button size="sm" onClick={again}>
        Try again
      </Button>
    </p>
  );
}
