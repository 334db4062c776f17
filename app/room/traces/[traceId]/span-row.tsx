import type { CSSProperties } from "react";
import { AttributeList, saidOf } from "#components/history/attribute-list.tsx";
import { Disclosure } from "#components/history/disclosure.tsx";
import { durationText } from "#components/history/duration-text.ts";
import { SpanBar } from "#components/history/span-bar.tsx";
import type { WaterfallRow } from "#components/history/waterfall.ts";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import { microsFromIso } from "#lib/contract/micro-time.ts";
import type { Span } from "#lib/contract/trace.ts";
import { timelineColumns } from "./timeline-columns.ts";

/** Deeper calls are not indented further, or a phone would show nothing but the indent. */
const maxIndent = 12;

export function SpanRow({ row }: { row: WaterfallRow }) {
  const { span, depth, orphan } = row;
  return (
    <Disclosure
      summaryClass={`grid items-center ${timelineColumns}`}
      summary={
        <>
          <span
            className="flex min-w-0 items-baseline gap-2 pl-[calc(var(--indent)*0.5rem)] md:pl-[calc(var(--indent)*0.875rem)]"
            style={{ "--indent": Math.min(depth, maxIndent) } as CSSProperties}
          >
            {span.status === "error" ? (
              <>
                <SeverityGlyph severity="red-high" className="size-3 shrink-0 translate-y-px text-red-high" />
                <span className="sr-only">Failed: </span>
              </>
            ) : null}
            <span className="min-w-0 text-sm break-words">
              <span className="font-medium">{span.service}</span>{" "}
              <span className="text-muted">{span.name}</span>
              {orphan && depth === 0 && span.parentSpanId !== null ? (
                <span className="ml-2 rounded-sm border border-dashed border-edge px-1 text-xs text-muted">
                  caller missing
                </span>
              ) : null}
            </span>
          </span>
          <span className="max-md:order-last max-md:col-span-2">
            <SpanBar {...span} {...row} />
          </span>
          <span className="figures text-right text-sm whitespace-nowrap">
            {durationText(span.durationMs)}
          </span>
        </>
      }
    >
      <SpanDetails row={row} />
    </Disclosure>
  );
}

function SpanDetails({ row: { span, offsetMs } }: { row: WaterfallRow }) {
  const { kind, status, statusMessage, spanId, parentSpanId } = span;
  const own = { status: statusMessage ? `${status}: ${statusMessage}` : status, kind, spanId, parentSpanId };
  return (
    <div id={`span-${spanId}`} className="scroll-mt-40">
      <AttributeList attributes={saidOf({ began: `+${durationText(offsetMs)}`, ...own })} />
      {Object.keys(span.attributes).length > 0 ? (
        <div className="mt-2 border-t border-line pt-2">
          <AttributeList attributes={span.attributes} />
        </div>
      ) : null}
      {span.events.map((event) => (
        <SpanEvent key={`${event.timestamp} ${event.name}`} event={event} start={span.start} />
      ))}
    </div>
  );
}

function SpanEvent({ event, start }: { event: Span["events"][number]; start: string }) {
  const afterMs = (microsFromIso(event.timestamp) - microsFromIso(start)) / 1_000;
  return (
    <section className="mt-2 border-t border-line pt-2">
      <h3 className="text-sm font-medium">
        {event.name}{" "}
        <span className="figures text-xs font-normal text-muted">{durationText(afterMs)} into the span</span>
      </h3>
      <AttributeList attributes={event.attributes} />
    </section>
  );
}
