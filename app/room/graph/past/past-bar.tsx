"use client";

import { CalendarClock, ChevronLeft, ChevronRight, History, Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { writeSpan } from "#components/room/mesh-words.ts";
import { useNow } from "#components/room/use-now.ts";
import { usePageKeys } from "#components/shell/use-page-keys.ts";
import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import {
  logsOf,
  logsOfService,
  metricsOf,
  metricsOfService,
  tracesOf,
  tracesOfService,
} from "#lib/contract/evidence-links.ts";
import type { PastGraph } from "#lib/contract/past-graph.ts";
import { type GraphQuery, graphHref } from "../graph-query.ts";
import { Moment } from "./past-moment.tsx";
import { earlier, later } from "./past-steps.ts";

type Props = { past: PastGraph; query: GraphQuery; onOtherTime: () => void };

/** Over the graph, for as long as it is not that of now. */
export function PastBar({ past, query, onOtherTime }: Props) {
  const now = useNow();
  const router = useRouter();
  const [going, start] = useTransition();
  const before = earlier(past);
  const after = now === undefined ? undefined : later(past, now);
  const hrefOf = (at: string | undefined) => graphHref(query, { at });
  const afterHref = hrefOf(after === "now" ? undefined : after);
  const go = (href: string) => start(() => router.push(href, { scroll: false }));
  usePageKeys({
    ",": () => before && go(hrefOf(before)),
    ".": () => after && go(afterHref),
  });
  return (
    <section
      aria-label="A moment of the past"
      aria-busy={going}
      className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border-2 border-dashed border-muted bg-well px-3 py-2"
    >
      <p className="flex min-w-0 items-center gap-2.5">
        <span className="inline-flex h-6 shrink-0 items-center gap-1.5 rounded-sm bg-ink px-2 text-sm font-semibold text-ground">
          <History className="size-3.5" aria-hidden />
          Past
        </span>
        <span role="status" className="min-w-0">
          <span className="font-medium">
            Graph at <Moment iso={past.at} />
          </span>
          <span className="whitespace-nowrap text-muted">
            {now === undefined ? "" : ` · ${writeSpan(now - Date.parse(past.at))} ago`}
          </span>
        </span>
      </p>
      <div className="flex flex-wrap items-center gap-1">
        <Step
          label="A minute earlier"
          keyName=","
          href={before && hrefOf(before)}
          why="Nothing older is kept"
        >
          <ChevronLeft className="size-4" aria-hidden />
        </Step>
        <Step label="A minute later" keyName="." href={after && afterHref} why="This is as late as it gets">
          <ChevronRight className="size-4" aria-hidden />
        </Step>
        <Button look="quiet" size="sm" onClick={onOtherTime}>
          <CalendarClock className="size-4" aria-hidden />
          <span className="max-sm:sr-only">Another time…</span>
        </Button>
        <LinkButton size="sm" href={hrefOf(undefined)} scroll={false}>
          <Play className="size-3.5" aria-hidden />
          Back to now
        </LinkButton>
      </div>
      <EvidenceOf past={past} selected={query.selected} />
      <p className="w-full text-sm text-muted">
        {past.recorded
          ? "Measured in the minute up to then, each status the worst of it. Nothing here moves."
          : "Nothing was recorded in the minute up to then: Faultmart did not run, or nobody asked for anything."}
      </p>
    </section>
  );
}

type StepProps = {
  label: string;
  keyName: string;
  href: string | undefined;
  /** Why it leads nowhere, where it does not. */
  why: string;
  children: React.ReactNode;
};

function Step({ label, keyName, href, why, children }: StepProps) {
  if (href === undefined)
    return (
      <Button size="icon" className="size-7" aria-label={label} title={why} disabled>
        {children}
      </Button>
    );
  return (
    <LinkButton
      size="icon"
      className="size-7"
      aria-label={label}
      aria-keyshortcuts={keyName}
      title={`${label} (${keyName})`}
      href={href}
      scroll={false}
    >
      {children}
    </LinkButton>
  );
}

/** Of the chosen service, else of everybody. */
function EvidenceOf({ past: { from, to }, selected }: { past: PastGraph; selected: string | undefined }) {
  const time = { from, to };
  const [service] = selected?.startsWith("group:") ? [] : (selected?.split("->") ?? []);
  const links = [
    { label: "Traces", href: service ? tracesOfService(service, time) : tracesOf(time) },
    { label: "Logs", href: service ? logsOfService(service, time) : logsOf(time) },
    { label: "Metrics", href: service ? metricsOfService(service, time) : metricsOf(time) },
  ];
  return (
    <ul aria-label="Of that minute" className="flex gap-x-4 text-sm sm:ml-auto">
      {links.map(({ label, href }) => (
        <li key={label}>
          <SiteLink href={href} className="text-cobalt underline-offset-4 hover:underline">
            {label}
          </SiteLink>
        </li>
      ))}
    </ul>
  );
}
