import { durationText } from "#components/history/duration-text.ts";
import { shareOf } from "#components/history/waterfall.ts";
import { classNames } from "#components/ui/class-names.ts";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { Cell, Row, RowHeader } from "#components/ui/table.tsx";
import { ClockTime } from "#components/ui/time.tsx";
import { traceHref } from "#lib/contract/evidence-links.ts";
import type { TraceSummary } from "#lib/contract/trace-answers.ts";

/** What a pointer is over, or a finger, is marked as a whole; the name is what leads on. */
const rowLook = "hover:bg-well focus-within:bg-well";

type Props = {
  trace: TraceSummary;
  slowestMs: number;
  withDay: boolean;
  /** Undefined where nothing can be chosen. */
  choosing: { chosen: boolean; full: boolean; onToggle: () => void } | undefined;
};

export function TraceRow({ trace, slowestMs, withDay, choosing }: Props) {
  const { traceId, root, services, durationMs, spanCount, errorCount, start } = trace;
  return (
    <Row className={classNames(rowLook, choosing?.chosen && "bg-cobalt-wash hover:bg-cobalt-wash")}>
      <Cell className="w-10 pr-0 noscript:hidden">
        <input
          type="checkbox"
          aria-label={`Compare ${root.name}, ${durationText(durationMs)}`}
          checked={choosing?.chosen ?? false}
          disabled={!choosing || (choosing.full && !choosing.chosen)}
          onChange={() => choosing?.onToggle()}
          className="size-4 translate-y-0.5 accent-cobalt"
        />
      </Cell>
      <RowHeader className="font-normal">
        <span className="flex flex-wrap items-baseline gap-x-3">
          <SiteLink
            href={traceHref(traceId)}
            data-row-link
            className="min-w-0 font-medium break-words text-cobalt hover:underline"
          >
            {root.name}
          </SiteLink>
          <span className="text-sm text-muted">{root.service}</span>
        </span>
        <span className="mt-1 flex flex-wrap items-baseline gap-x-3 text-xs text-muted md:hidden">
          <ClockTime iso={start} withDay={withDay} className="figures" />
          <FailedCount count={errorCount} total={spanCount} />
        </span>
      </RowHeader>
      <Cell className="hidden truncate text-sm text-muted lg:table-cell">
        <Services root={root.service} services={services} />
      </Cell>
      <Cell>
        <span className="items-center gap-3 sm:flex">
          <span className="figures block w-16 shrink-0 text-sm sm:text-right">
            {durationText(durationMs)}
          </span>
          <span aria-hidden className="block h-1 grow rounded-sm bg-line max-sm:mt-1.5">
            <span
              className={classNames(
                "block h-1 min-w-0.5 rounded-sm",
                errorCount > 0 ? "bg-red-high" : "bg-muted",
              )}
              style={{ width: `${shareOf(durationMs, slowestMs)}%` }}
            />
          </span>
        </span>
      </Cell>
      <Cell className="figures hidden text-right text-sm md:table-cell">{spanCount}</Cell>
      <Cell className="hidden md:table-cell">
        <FailedCount count={errorCount} />
      </Cell>
      <Cell className="hidden text-right md:table-cell">
        <ClockTime iso={start} withDay={withDay} className="figures text-sm whitespace-nowrap text-muted" />
      </Cell>
    </Row>
  );
}

/** About as many as fit on a line; who began is said already. */
const mostNames = 3;

function Services({ root, services }: { root: string; services: readonly string[] }) {
  const others = services.filter((service) => service !== root);
  if (others.length === 0) return <span className="text-muted">no other</span>;
  const rest = others.length - mostNames;
  return (
    <span title={services.join(", ")}>
      {others.slice(0, mostNames).join(", ")}
      {rest > 0 ? ` and ${rest} more` : null}
    </span>
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
