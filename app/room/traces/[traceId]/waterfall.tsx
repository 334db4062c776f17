import { TimeScale } from "#components/history/span-bar.tsx";
import { type WaterfallRow, waterfallRows } from "#components/history/waterfall.ts";
import { Panel } from "#components/ui/panel.tsx";
import type { Trace } from "#lib/contract/trace.ts";
import { SpanRow } from "./span-row.tsx";
import { timelineColumns } from "./timeline-columns.ts";

/** A page of more would be too heavy to read; the endpoint has them all. */
const shownRows = 500;

export function Waterfall({ trace }: { trace: Trace }) {
  const rows = waterfallRows(trace);
  return (
    <section aria-labelledby="spans" className="mb-8">
      <h2 id="spans" className="display mb-3 text-lg">
        Spans
      </h2>
      <MissingParents rows={rows} />
      <Panel className="overflow-hidden">
        <div className={`hidden border-b border-line bg-well py-1 pr-4 pl-9 md:grid ${timelineColumns}`}>
          <span className="text-sm text-muted">Service and operation</span>
          <TimeScale durationMs={trace.durationMs} />
          <span className="text-right text-sm text-muted">Duration</span>
        </div>
        <ol aria-label="Spans, each below its caller">
          {rows.slice(0, shownRows).map((row) => (
            <li key={row.span.spanId} className="border-b border-line last:border-b-0">
              <SpanRow row={row} />
            </li>
          ))}
        </ol>
      </Panel>
      <p className="mt-2 text-sm text-muted">
        A full bar is work, a hollow one waits for another service.
        {rows.length > shownRows ? (
          <>
            {" "}
            The first {shownRows} of {rows.length} spans are shown;{" "}
            <a href={`/api/traces/${trace.traceId}`} className="text-cobalt underline">
              the endpoint has them all
            </a>
            .
          </>
        ) : null}
      </p>
    </section>
  );
}

function MissingParents({ rows }: { rows: readonly WaterfallRow[] }) {
  const [first, ...others] = rows.filter(({ orphan }) => orphan);
  if (!first) return null;
  const outside = first === rows[0];
  const lost = others.length + (outside ? 0 : 1);
  return (
    <p role="note" className="mb-3 border-l-2 border-edge pl-3 text-sm text-muted">
      {outside ? "The caller of the first span is not here: it traces on its own. " : ""}
      {lost > 0
        ? `${lost} ${lost === 1 ? "span names a caller that is" : "spans name callers that are"} not here: still running, or lost. They stand at the left, marked “caller missing”.`
        : ""}
    </p>
  );
}
