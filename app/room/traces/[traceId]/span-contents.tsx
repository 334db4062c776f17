import type { ReactNode } from "react";
import { durationText } from "#components/history/duration-text.ts";
import { around } from "#lib/contract/evidence-links.ts";
import { microsFromIso } from "#lib/contract/micro-time.ts";
import type { SpanDetails } from "#lib/contract/trace-answers.ts";
import { AttributeRows } from "./attribute-rows.tsx";

/** All that a span says: how it ended, its attributes, what happened in it, and who recorded it. */
export function SpanContents({ span }: { span: SpanDetails }) {
  const { status, statusMessage, attributes, events, resource, start } = span;
  const time = around(start);
  const own = { ...attributes, ...bothNames(span) };
  return (
    <>
      {status !== "unset" || statusMessage ? (
        <Part title="Status">
          <p className="text-sm break-words">
            <span className={status === "error" ? "font-semibold text-red-high" : "font-semibold"}>
              {status}
            </span>
            {statusMessage ? `: ${statusMessage}` : ""}
          </p>
        </Part>
      ) : null}
      <Part title="Attributes" count={Object.keys(own).length}>
        <AttributeRows attributes={own} time={time} />
      </Part>
      {events.map((event) => (
        <Part
          key={`${event.timestamp} ${event.name}`}
          title={`Event: ${event.name}`}
          note={`${durationText((microsFromIso(event.timestamp) - microsFromIso(start)) / 1_000)} into the span`}
        >
          <AttributeRows attributes={event.attributes} />
        </Part>
      ))}
      <Part title="Resource" count={Object.keys(resource).length}>
        <AttributeRows attributes={resource} />
      </Part>
    </>
  );
}

/** Kept once, beside the attributes; a span that was told of from elsewhere may have them among those as well. */
function bothNames({ tenantId, requestId }: SpanDetails): Record<string, string> {
  return {
    ...(tenantId === null ? {} : { tenant_id: tenantId }),
    ...(requestId === null ? {} : { request_id: requestId }),
  };
}

type PartProps = { title: string; count?: number; note?: string; children: ReactNode };

function Part({ title, count, note, children }: PartProps) {
  return (
    <section className="mt-4 border-t border-line pt-3">
      <h3 className="mb-1 flex flex-wrap items-baseline gap-x-2 text-sm font-semibold">
        {title}
        {count === undefined ? null : <span className="figures text-xs font-normal text-muted">{count}</span>}
        {note ? <span className="figures text-xs font-normal text-muted">{note}</span> : null}
      </h3>
      {count === 0 ? <p className="text-sm text-muted">None.</p> : children}
    </section>
  );
}
