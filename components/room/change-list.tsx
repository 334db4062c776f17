"use client";

import { useMemo } from "react";
import { useFeedEntries } from "#components/live/live-feed.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { FaultLine } from "#components/ui/fault-line.tsx";
import { severityInk } from "#components/ui/severity-chip.tsx";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { Time } from "#components/ui/time.tsx";
import { around, logsOf, logsOfService, tracesOf, tracesOfService } from "#lib/contract/evidence-links.ts";
import type { StatusChange } from "#lib/contract/mesh.ts";
import { isAt } from "./armed-faults.ts";
import { changeRows, type FaultRow, type StatusRow } from "./change-rows.ts";
import { placeHref, serviceOf } from "./fault-place.ts";
import { faultSentence, faultTitles } from "./fault-words.ts";
import { statusLooks } from "./mesh-words.ts";

type Props = {
  changes: readonly StatusChange[];
  none: string;
  most?: number;
  /** The service whose page this is on: only what was done to it, and its name is not said again. */
  own?: string;
};

/** What was observed, and in violet what was done on purpose, the newest first. */
export function ChangeList({ changes, none, most = 8, own }: Props) {
  const entries = useFeedEntries("faults");
  const rows = useMemo(() => {
    const faults = Object.values(entries).filter((fault) => fault !== undefined);
    return changeRows(changes, own === undefined ? faults : faults.filter((fault) => isAt(fault, own)));
  }, [changes, entries, own]);
  if (rows.length === 0)
    return <p className="rounded-md border border-dashed border-edge px-4 py-3 text-muted">{none}</p>;
  return (
    <ol className="rounded-md border border-line bg-panel">
      {rows.slice(0, most).map((row) => (
        <li
          key={row.key}
          className="flex flex-wrap items-center gap-x-3 border-b border-line px-4 py-2 text-sm last:border-b-0"
        >
          {"fault" in row ? <Done row={row} own={own} /> : <Observed row={row} own={own} />}
          <span className="ml-auto flex items-baseline gap-x-2">
            <Evidence row={row} />
            <Time iso={row.at} className="figures text-xs text-muted" />
          </span>
        </li>
      ))}
    </ol>
  );
}

function Observed({ row: { service, from, to, times }, own }: { row: StatusRow; own: string | undefined }) {
  const before = statusLooks[from].word.toLowerCase();
  const { severity, word } = statusLooks[to];
  return (
    <>
      <span
        className={classNames("inline-flex w-24 items-center gap-1.5 font-semibold", severityInk[severity])}
      >
        <SeverityGlyph severity={severity} />
        {word}
      </span>
      {service === own ? null : <ServiceLink id={service}>{service}</ServiceLink>}
      <span className="text-muted">
        {from === to ? "as before" : `was ${before}`}
        {times > 1 ? `, ${times} changes in a minute` : ""}
      </span>
    </>
  );
}

function Done({ row: { fault, armed }, own }: { row: FaultRow; own: string | undefined }) {
  const href = placeHref(fault.target);
  return (
    <>
      <span className="inline-flex w-24 items-center gap-1.5 font-semibold text-violet">
        <FaultLine className="h-3 w-6" />
        {armed ? "Armed" : "Ended"}
      </span>
      {fault.target === own ? (
        <span>{faultTitles[fault.kind]}</span>
      ) : href ? (
        <SiteLink href={href} className="text-cobalt hover:underline">
          {faultSentence(fault)}
        </SiteLink>
      ) : (
        <span>{faultSentence(fault)}</span>
      )}
    </>
  );
}

/** What was recorded round that moment: at the cart or at vendors no service is broken, so it is everybody's. */
function Evidence({ row }: { row: StatusRow | FaultRow }) {
  const time = around(row.at);
  const service = "fault" in row ? serviceOf(row.fault.target) : row.service;
  const whole = service === undefined;
  const links = [
    { label: "Traces", href: whole ? tracesOf(time) : tracesOfService(service, time) },
    { label: "Logs", href: whole ? logsOf(time) : logsOfService(service, time) },
  ];
  return links.map(({ label, href }) => (
    <SiteLink key={label} href={href} className="-my-1 px-1 py-1 text-cobalt hover:underline">
      {label}
      <span className="sr-only"> round that moment</span>
    </SiteLink>
  ));
}

function ServiceLink({ id, children }: { id: string; children: string }) {
  return (
    <SiteLink href={`/room/services/${id}`} className="text-cobalt hover:underline">
      {children}
    </SiteLink>
  );
}
