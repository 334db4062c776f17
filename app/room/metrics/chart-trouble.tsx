"use client";

import type { Failure } from "#components/shell/ask-server.ts";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import type { MetricAnswer } from "#lib/contract/metric-answers.ts";

type Props = { failure: Failure; stale: boolean; again: () => void };

/** Why the newest answer is missing, and whether what is shown is older. */
export function ChartTrouble({ failure: { detail, requestId, status }, stale, again }: Props) {
  const mistaken = status === 422;
  return (
    <div role="alert" className="mx-4 mt-3 rounded-md border border-line bg-well px-3 py-2 text-sm">
      <p className="flex items-start gap-2">
        <SeverityGlyph severity="red-high" className="mt-0.5 size-4 shrink-0 text-red-high" />
        <span>
          {detail}
          {stale && !mistaken ? " The chart shows what was known before." : ""}
        </span>
      </p>
      {mistaken ? null : (
        <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1">
          <Button size="sm" onClick={again}>
            Ask again
          </Button>
          {requestId ? (
            <span className="flex items-center gap-1 text-muted">
              Request id <code className="text-xs break-all">{requestId}</code>
              <CopyButton text={requestId} label="Copy request id" />
            </span>
          ) : null}
        </p>
      )}
    </div>
  );
}

/** Nothing to draw is an answer too. */
export function NothingRead({ answer: { metric, matching } }: { answer: MetricAnswer }) {
  return (
    <div className="grid min-h-32 place-content-center px-6 py-8 text-center text-sm text-muted">
      <p>
        {matching > 0
          ? "Too few readings for a value in this time."
          : `Nothing of ${metric} was counted in this time, or no series fits the filter.`}
      </p>
      <p>A metric is read every 5 seconds; a rate needs two readings.</p>
    </div>
  );
}
