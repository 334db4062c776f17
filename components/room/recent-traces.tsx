"use client";

import { z } from "zod/mini";
import { SiteLink } from "#components/ui/site-link.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { localClock, utcTime } from "#components/ui/time-text.ts";
import { traceHref } from "#lib/contract/evidence-links.ts";
import { writeDuration } from "./readings.ts";
import { useAsked } from "./use-asked.ts";
import { say } from "./use-reading.ts";

/** The part of a trace that a list of the newest failures shows. */
const FailingTraces = z.object({
  traces: z.array(
    z.object({
      traceId: z.string(),
      root: z.object({ service: z.string(), name: z.string() }),
      start: z.string(),
      durationMs: z.number(),
    }),
  ),
});

const refresh = { everyMs: 5_000 };
const once = {};

type Props = {
  service: string;
  /** Those of then, instead of the newest. */
  during?: { from: string; to: string };
  /** What its callers met: whoever is down has no span of its own. */
  asCalled?: boolean;
};

export function RecentTraces({ service, during, asCalled = false }: Props) {
  const failing = asCalled ? { q: `peer.service:${service} status:error` } : { service, status: "error" };
  const asked = new URLSearchParams({ ...failing, limit: "5", ...during });
  const { data, failure } = useAsked(`/api/traces?${asked}`, FailingTraces, during ? once : refresh);
  if (!data && failure) return <p className="text-sm text-muted">They could not be read: {failure.detail}</p>;
  if (!data) return <Skeleton className="h-16 w-full" />;
  if (data.traces.length === 0)
    return (
      <p className="text-sm text-muted">
        {during ? "None that began then." : "None of those that are kept."}
      </p>
    );
  return (
    <ul className="grid">
      {data.traces.map(({ traceId, root, start, durationMs }) => (
        <li key={traceId} className="border-b border-line last:border-b-0">
          <SiteLink
            href={traceHref(traceId)}
            className="group flex min-h-9 flex-wrap items-center justify-between gap-x-3 py-1 text-sm"
          >
            <span className="min-w-0 break-words text-cobalt group-hover:underline">{root.name}</span>
            <span className="figures flex flex-wrap gap-x-3 text-muted">
              <span>{say(writeDuration(durationMs))}</span>
              <time dateTime={start} title={utcTime(start)}>
                {localClock(new Date(start))}
              </time>
            </span>
          </SiteLink>
        </li>
      ))}
    </ul>
  );
}
