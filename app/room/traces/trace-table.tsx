"use client";

import { ArrowDown } from "lucide-react";
import type { ReactNode } from "react";
import { changedAddress, useAddress } from "#components/history/use-address.ts";
import { usePageKeys } from "#components/shell/use-page-keys.ts";
import { SiteLink } from "#components/ui/site-link.tsx";
import { HeaderCell, Table } from "#components/ui/table.tsx";
import { zoneName } from "#components/ui/time-text.ts";
import { useAlive } from "#components/ui/use-alive.ts";
import type { TraceOrder } from "#lib/contract/trace.ts";
import type { TraceSummary } from "#lib/contract/trace-answers.ts";
import { TraceRow } from "./trace-row.tsx";

export type Choosing = { ids: readonly string[]; toggle: (traceId: string) => void };
type Props = {
  traces: readonly TraceSummary[];
  order: TraceOrder;
  /** Whether their times need one. */
  withDay: boolean;
  choosing: Choosing;
};

export function TraceTable({ traces, order, withDay, choosing }: Props) {
  const alive = useAlive();
  const slowestMs = Math.max(...traces.map(({ durationMs }) => durationMs));
  usePageKeys({ j: () => step(1), k: () => step(-1), x: toggleFocused });
  return (
    <Table caption={`Traces, the ${order} first`} className="table-fixed" data-rows>
      <thead>
        <tr>
          <HeaderCell className="w-10 pr-0 noscript:hidden">
            <span className="sr-only">Compare</span>
          </HeaderCell>
          <HeaderCell>Request</HeaderCell>
          <HeaderCell className="hidden w-[24%] lg:table-cell">Then reached</HeaderCell>
          <SortedCell order="slowest" current={order} className="w-24 sm:w-60">
            Duration
          </SortedCell>
          <HeaderCell className="hidden w-20 text-right md:table-cell">Spans</HeaderCell>
          <HeaderCell className="hidden w-24 md:table-cell">Failed</HeaderCell>
          <SortedCell
            order="newest"
            current={order}
            className={`hidden text-right md:table-cell ${withDay ? "w-60" : "w-44"}`}
          >
            Began ({alive ? zoneName(-new Date().getTimezoneOffset()) : "UTC"})
          </SortedCell>
        </tr>
      </thead>
      <tbody>
        {traces.map((trace) => {
          const chosen = choosing.ids.includes(trace.traceId);
          const full = choosing.ids.length >= 2;
          const onToggle = () => choosing.toggle(trace.traceId);
          return (
            <TraceRow
              key={trace.traceId}
              {...{ trace, slowestMs, withDay }}
              choosing={alive ? { chosen, full, onToggle } : undefined}
            />
          );
        })}
      </tbody>
    </Table>
  );
}

type SortedProps = { order: TraceOrder; current: TraceOrder; className: string; children: ReactNode };

/** Leads to the other order, also without a script. */
function SortedCell({ order, current, className, children }: SortedProps) {
  const [params] = useAddress();
  const href = changedAddress("/room/traces", new URLSearchParams(params), {
    order: order === "newest" ? undefined : order,
  });
  return (
    <HeaderCell className={className} aria-sort={order === current ? "descending" : undefined}>
      {order === current ? (
        <span className="inline-flex items-center gap-1 text-ink">
          {children}
          <ArrowDown className="size-3.5" aria-hidden />
        </span>
      ) : (
        <SiteLink href={href} scroll={false} className="relative inline-block text-cobalt hover:underline">
          <span className="sr-only">Sort by </span>
          {children}
        </SiteLink>
      )}
    </HeaderCell>
  );
}

const links = () => [...document.querySelectorAll<HTMLAnchorElement>("[data-row-link]")];

function step(by: 1 | -1) {
  const all = links();
  const row = document.activeElement?.closest("tr")?.querySelector<HTMLAnchorElement>("[data-row-link]");
  const at = row ? all.indexOf(row) : -1;
  const next =
    all[at === -1 ? (by === 1 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function toggleFocused() {
  document.activeElement?.closest("tr")?.querySelector<HTMLInputElement>("input[type=checkbox]")?.click();
}
