import type { ReactNode } from "react";
import { durationText } from "#components/history/duration-text.ts";
import { failureReason, firstFailures } from "#components/history/waterfall.ts";
import { SeverityChip } from "#components/ui/severity-chip.tsx";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Span, Trace } from "#lib/contract/trace.ts";

/** More are in the waterfall. */
const shownFailures = 3;

/** What somebody who has only a moment must know: how long, whether it failed and where, when. */
export function TraceFacts({ trace }: { trace: Trace }) {
  const failures = firstFailures(trace.spans);
  return (
    <div className="mb-6 overflow-hidden rounded-md border border-line bg-panel">
      <dl className="grid grid-cols-2 gap-px bg-line md:grid-cols-[repeat(3,max-content)_minmax(0,1fr)]">
        <Fact name="Duration">
          <span className="figures text-lg font-semibold">{durationText(trace.durationMs)}</span>
        </Fact>
        <Fact name="Outcome">
          <SeverityChip look="outline" severity={trace.errorCount > 0 ? "red-high" : "green"}>
            {trace.errorCount > 0 ? `${trace.errorCount} of ${trace.spanCount} failed` : "Nothing failed"}
          </SeverityChip>
        </Fact>
        <Fact name="Began" className="col-span-2 md:col-span-1">
          <Time iso={trace.start} className="figures text-sm" />
        </Fact>
        <Fact
          name={trace.services.length === 1 ? "Service" : `${trace.services.length} services`}
          className="col-span-2 md:col-span-1"
        >
          <span className="text-sm">{trace.services.join(" · ")}</span>
        </Fact>
      </dl>
      {failures.length > 0 ? <Failures failures={failures} /> : null}
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

function Failures({ failures }: { failures: readonly Span[] }) {
  const more = failures.length - shownFailures;
  return (
    <div className="border-t border-line px-4 py-3 md:px-5">
      <h2 className="text-sm text-muted">Where it failed first</h2>
      <ul className="mt-1 grid gap-1">
        {failures.slice(0, shownFailures).map((span) => {
          const reason = failureReason(span);
          return (
            <li key={span.spanId} className="flex items-baseline gap-2">
              <SeverityGlyph severity="red-high" className="size-3 shrink-0 translate-y-px text-red-high" />
              <span className="min-w-0 break-words">
                <a href={`#span-${span.spanId}`} className="text-cobalt underline">
                  {span.service} {span.name}
                </a>
                {reason ? <span className="text-muted">: {reason}</span> : null}
              </span>
            </li>
          );
        })}
      </ul>
      {more > 0 ? <p className="mt-1 text-sm text-muted">and {more} more below</p> : null}
    </div>
  );
}
