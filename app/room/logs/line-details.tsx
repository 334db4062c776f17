"use client";

import { X } from "lucide-react";
import type { FieldValue } from "#components/filter/toggle-value.ts";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { around, traceHref } from "#lib/contract/evidence-links.ts";
import type { LogLine } from "#lib/contract/log-answers.ts";
import { AttributeTree, type Named } from "./attribute-tree.tsx";
import { LineContext } from "./line-context.tsx";

type Props = { line: LogLine; onFilter: (asked: FieldValue) => void; onClose: () => void };

/** Everything that one line says, and the ways on from it. */
export default function LineDetails({ line, onFilter, onClose }: Props) {
  const attributes = Object.entries(line.attributes).map(([field, value]) => ({ field, value }));
  return (
    <section aria-label="The opened line" className="border-y border-line bg-well px-3 py-3 md:px-4">
      <div className="flex items-start gap-2">
        <p className="figures min-w-0 flex-1 py-1 text-sm break-words whitespace-pre-wrap">{line.message}</p>
        <Button
          look="quiet"
          size="sm"
          className="size-7 shrink-0 px-0"
          aria-label="Close the line"
          onClick={onClose}
        >
          <X className="size-4" aria-hidden />
        </Button>
      </div>
      <div className="mt-1 mb-3 flex flex-wrap items-center gap-2">
        {line.traceId ? (
          <LinkButton size="sm" href={traceOf(line)}>
            Open its trace
          </LinkButton>
        ) : null}
        {line.requestId ? (
          <Button size="sm" onClick={() => onFilter({ field: "request", value: line.requestId, not: false })}>
            Lines of its request
          </Button>
        ) : null}
        <CopyButton wordy label="Copy link" text={() => permalinkOf(line)} />
        <CopyButton wordy label="Copy JSON" text={() => JSON.stringify(line, null, 2)} />
      </div>
      <AttributeTree label="Attributes" entries={attributes} onFilter={onFilter} />
      <div className="mt-2 border-t border-line pt-2">
        <AttributeTree label="Fields" entries={fieldsOf(line)} onFilter={onFilter} />
      </div>
      <LineContext line={line} />
    </section>
  );
}

/** Where the span is looked at within its trace. */
function traceOf({ traceId, spanId }: LogLine): string {
  return traceHref(traceId ?? "", spanId);
}

/** With its time: what is "the last 15 minutes" now will not hold this line for long. */
function permalinkOf(line: LogLine): string {
  return `${location.origin}/room/logs?${new URLSearchParams({ ...around(line.timestamp), line: line.id })}`;
}

function fieldsOf({ level, service, logger, requestId, traceId, spanId, tenantId }: LogLine): Named[] {
  return [
    { field: "level", value: level },
    { field: "service", value: service },
    { field: "logger", value: logger },
    { field: "tenant", value: tenantId },
    { field: "request", value: requestId },
    { field: "trace", value: traceId },
    { field: "span", value: spanId },
  ].filter(({ value }) => value !== null);
}
