"use client";

import { durationText } from "#components/history/duration-text.ts";
import { LevelMark } from "#components/history/level-mark.tsx";
import { useAsked } from "#components/room/use-asked.ts";
import type { SpanTree } from "#components/trace/span-tree.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { ClockTime } from "#components/ui/time.tsx";
import { around, logsOfSpan } from "#lib/contract/evidence-links.ts";
import { isoFromMicros } from "#lib/contract/micro-time.ts";
import type { TraceLine } from "#lib/contract/trace-line.ts";
import { AttributeRows } from "./attribute-rows.tsx";
import { PanelFact, PanelFacts } from "./panel-facts.tsx";

const contextShape = () => import("#lib/contract/log-answers.ts").then((contract) => contract.LogContext);

export function LinePanel({ tree, line }: { tree: SpanTree; line: TraceLine }) {
  const { id, level, service, spanId, offsetUs } = line;
  const { data, failure } = useAsked(`/api/logs/${id}?around=0`, contextShape);
  const node = tree.nodes[tree.placeOf.get(spanId ?? "") ?? -1];
  const timestamp = isoFromMicros(tree.startUs + offsetUs);
  return (
    <div className="p-4">
      <p className="flex items-center gap-2 pr-10 text-sm text-muted">
        <LevelMark level={level} /> {service}
      </p>
      <h2 className="mt-1 pr-8 font-semibold break-words">{data?.line.message ?? line.message}</h2>
      <PanelFacts>
        <PanelFact name="Written">
          <ClockTime iso={timestamp} withDay={false} />
        </PanelFact>
        <PanelFact name="Into the trace">
          {offsetUs < 0 ? "−" : "+"}
          {durationText(Math.abs(offsetUs) / 1_000)}
        </PanelFact>
        {data ? <PanelFact name="Logger">{data.line.logger}</PanelFact> : null}
        {node ? <PanelFact name="In">{node.name}</PanelFact> : null}
      </PanelFacts>
      {node ? (
        <div className="mt-3">
          <LinkButton
            size="sm"
            href={logsOfSpan({
              traceId: tree.traceId,
              spanId: node.spanId,
              start: isoFromMicros(tree.startUs + node.startUs),
              durationMs: node.durationUs / 1_000,
            })}
          >
            All lines of its span
          </LinkButton>
        </div>
      ) : null}
      <section className="mt-4 border-t border-line pt-3">
        <h3 className="mb-1 text-sm font-semibold">Attributes</h3>
        {data ? <AttributeRows attributes={toldBy(data.line)} time={around(timestamp)} /> : null}
        {failure && !data ? (
          <p role="alert" className="text-sm">
            They could not be read: {failure.detail}
          </p>
        ) : null}
        {data || failure ? null : <Skeleton className="h-16 w-full" />}
      </section>
    </div>
  );
}

type Told = { attributes: Record<string, unknown>; requestId: string | null; tenantId: string | null };

/** By the names that the filter of log lines has for them. */
function toldBy({ attributes, requestId, tenantId }: Told): Record<string, unknown> {
  return {
    ...attributes,
    ...(requestId === null ? {} : { request: requestId }),
    ...(tenantId === null ? {} : { tenant: tenantId }),
  };
}
