"use client";

import { classNames } from "#components/ui/class-names.ts";
import { severityInk } from "#components/ui/severity-chip.tsx";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { StatusChange } from "#lib/contract/mesh.ts";
import { statusLooks } from "./mesh-words.ts";

type Props = { changes: readonly StatusChange[]; none: string; most?: number };

/** What was observed then, the newest first. */
export function ChangeList({ changes, none, most = 8 }: Props) {
  if (changes.length === 0)
    return <p className="rounded-md border border-dashed border-edge px-4 py-3 text-muted">{none}</p>;
  return (
    <ol className="rounded-md border border-line bg-panel">
      {changes.slice(0, most).map(({ at, service, from, to }) => (
        <li
          key={`${at} ${service}`}
          className="flex flex-wrap items-center gap-x-3 border-b border-line px-4 py-2 text-sm last:border-b-0"
        >
          <span
            className={classNames(
              "inline-flex w-24 items-center gap-1.5 font-semibold",
              severityInk[statusLooks[to].severity],
            )}
          >
            <SeverityGlyph severity={statusLooks[to].severity} />
            {statusLooks[to].word}
          </span>
          <SiteLink href={`/room/services/${service}`} className="text-cobalt hover:underline">
            {service}
          </SiteLink>
          <span className="text-muted">was {statusLooks[from].word.toLowerCase()}</span>
          <Time iso={at} className="figures ml-auto text-xs text-muted" />
        </li>
      ))}
    </ol>
  );
}
