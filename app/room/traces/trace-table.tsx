import { durationText } from "#components/history/duration-text.ts";
import { shareOf } from "#components/history/waterfall.ts";
import { classNames } from "#components/ui/class-names.ts";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { Cell, HeaderCell, Row, RowHeader, Table } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { TraceSummary } from "#lib/contract/trace.ts";

export function TraceTable({ traces }: { traces: readonly TraceSummary[] }) {
  const slowestMs = Math.max(...traces.map(({ durationMs }) => durationMs));
  return (
    <Table caption="Traces, the newest first" className="table-fixed">
      <thead>
        <tr>
          <HeaderCell>Request</HeaderCell>
          <HeaderCell className="hidden w-[28%] lg:table-cell">Services it reached</HeaderCell>
          <HeaderCell className="w-24 sm:w-44">Duration</HeaderCell>
          <HeaderCell className="hidden w-24 text-right md:table-cell">Spans</HeaderCell>
          <HeaderCell className="hidden w-28 text-right md:table-cell">Failed</HeaderCell>
          <HeaderCell className="hidden w-60 md:table-cell">Began</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {traces.map((trace) => (
          <TraceRow key={trace.traceId} trace={trace} slowestMs={slowestMs} />
        ))}
      </tbody>
    </Table>
  );
}

function TraceRow({ trace, slowestMs }: { trace: TraceSummary; slowestMs: number }) {
  const { traceId, root, services, durationMs, spanCount, errorCount, start } = trace;
  return (
    <Row>
      <RowHeader className="font-normal">
        <SiteLink
          href={`/room/traces/${traceId}`}
          className="font-medium break-words text-cobalt hover:underline"
        >
          {root.name}
        </SiteLink>
        <span className="block truncate text-sm text-muted">{root.service}</span>
        <span className="mt-1 flex flex-wrap items-baseline gap-x-3 text-xs text-muted md:hidden">
          <Time iso={start} className="figures" />
          <FailedCount count={errorCount} total={spanCount} />
        </span>
      </RowHeader>
      <Cell className="hidden text-sm text-muted lg:table-cell">{services.join(", ")}</Cell>
      <Cell>
        <span className="figures text-sm">{durationText(durationMs)}</span>
        <span aria-hidden className="mt-1.5 block h-1 rounded-sm bg-line">
          <span
            className={classNames(
              "block h-1 min-w-0.5 rounded-sm",
              errorCount > 0 ? "bg-red-high" : "bg-muted",
            )}
            style={{ width: `${shareOf(durationMs, slowestMs)}%` }}
          />
        </span>
      </Cell>
      <Cell className="figures hidden text-right text-sm md:table-cell">{spanCount}</Cell>
      <Cell className="hidden text-right md:table-cell">
        <FailedCount count={errorCount} />
      </Cell>
      <Cell className="hidden md:table-cell">
        <Time iso={start} className="figures text-sm whitespace-nowrap text-muted" />
      </Cell>
    </Row>
  );
}

function FailedCount({ count, total }: { count: number; total?: number }) {
  if (count === 0)
    return <span className="text-sm text-muted">{total === undefined ? "none" : `${total} spans`}</span>;
  return (
    <span className="inline-flex items-center gap-1.5 text-sm font-semibold whitespace-nowrap text-red-high">
      <SeverityGlyph severity="red-high" className="size-3" />
      {total === undefined ? count : `${count} of ${total} failed`}
    </span>
  );
}
