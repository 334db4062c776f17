import type { ReactNode } from "react";
import { durationText } from "#components/history/duration-text.ts";
import { countText } from "#components/trace/count-text.ts";
import { pathShares } from "#components/trace/path-shares.ts";
import type { SpanTree } from "#components/trace/span-tree.ts";
import { SeverityChip } from "#components/ui/severity-chip.tsx";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import { Time } from "#components/ui/time.tsx";
import { isoFromMicros } from "#lib/contract/micro-time.ts";
import type { TracePageData } from "./read-trace-page.ts";

/** What took less of the time is no answer to why it took so long. */
const leastPercent = 3;
const shownShares = 3;

type Props = Pick<TracePageData, "tree" | "failures" | "moreFailures" | "outline">;

/** What somebody who has only a moment must know: how long, whether it failed and where, where the time went. */
export function TraceFacts({ tree, failures, moreFailures, outline: { services } }: Props) {
  const failed = tree.nodes.filter((node) => node.failed).length;
  return (
    <div className="mb-5 overflow-hidden rounded-md border border-line bg-panel">
      <dl className="grid grid-cols-2 gap-px bg-line md:grid-cols-[repeat(3,max-content)_minmax(0,1fr)]">
        <Fact name="Duration">
          <span className="figures text-lg font-semibold">{durationText(tree.durationUs / 1_000)}</span>
        </Fact>
        <Fact name="Outcome">
          <SeverityChip look="outline" severity={failed > 0 ? "red-high" : "green"}>
            {failed > 0 ? `${failed} of ${countText(tree.nodes.length)} failed` : "Nothing failed"}
          </SeverityChip>
        </Fact>
        <Fact name="Began" className="col-span-2 md:col-span-1">
          <Time iso={isoFromMicros(tree.startUs)} className="figures text-sm" />
        </Fact>
        <Fact
          name={services.length === 1 ? "Service" : `${services.length} services`}
          className="col-span-2 md:col-span-1"
        >
          <span className="text-sm">{services.join(" · ")}</span>
        </Fact>
      </dl>
      <div className="grid divide-line border-line max-lg:divide-y lg:grid-flow-col lg:auto-cols-fr lg:divide-x [&:not(:empty)]:border-t">
        {failures.length > 0 ? <Failures failures={failures} more={moreFailures} /> : null}
        {tree.nodes.length > 2 ? <Waits tree={tree} /> : null}
      </div>
    </div>
  );
}

function Fact({ name, className = "", children }: { name: string; className?: string; children: ReactNode }) {
  return (
    <div className={`bg-panel px-4 py-3 md:px-5 ${className}`}>
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="mt-1 flex min-h-7 items-center">{children}</dd>
    </div>
  );
}

function Failures({ failures, more }: { failures: TracePageData["failures"]; more: number }) {
  return (
    <div className="px-4 py-3 md:px-5">
      <h2 className="text-sm text-muted">Where it failed first</h2>
      <ul className="mt-1 grid gap-1 text-sm">
        {failures.map(({ spanId, service, name, reason }) => (
          <li key={spanId} className="flex items-baseline gap-2">
            <SeverityGlyph severity="red-high" className="size-3 shrink-0 translate-y-px text-red-high" />
            <span className="min-w-0 break-words">
              <a href={`?span=${spanId}`} className="text-cobalt underline">
                {service} {name}
              </a>
              {reason ? <span className="text-muted">: {reason}</span> : null}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="mt-1 text-sm text-muted">and {more} more below</p> : null}
    </div>
  );
}

/** Of the critical path, whose parts make up the whole. */
function Waits({ tree }: { tree: SpanTree }) {
  const shares = pathShares(tree)
    .filter(({ percent }) => percent >= leastPercent)
    .slice(0, shownShares);
  if (shares.length === 0) return null;
  return (
    <div className="px-4 py-3 md:px-5">
      <h2 className="text-sm text-muted">Where the time went</h2>
      <ul className="mt-1 grid gap-1 text-sm">
        {shares.map(({ service, name, us, percent }) => (
          <li
            key={`${service} ${name}`}
            className="grid grid-cols-[3rem_4.5rem_minmax(0,1fr)] items-baseline gap-x-3 sm:grid-cols-[3rem_4.5rem_8rem_minmax(0,1fr)]"
          >
            <span className="figures text-right font-semibold">{Math.round(percent)} %</span>
            <span className="figures text-right text-muted">{durationText(us / 1_000)}</span>
            <span aria-hidden className="h-1.5 self-center rounded-sm bg-line max-sm:hidden">
              <span className="block h-1.5 rounded-sm bg-ink" style={{ width: `${percent}%` }} />
            </span>
            <span className="min-w-0 truncate">
              <span className="font-medium">{service}</span> <span className="text-muted">{name}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
