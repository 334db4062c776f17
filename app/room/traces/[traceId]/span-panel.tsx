"use client";

import { useMemo } from "react";
import { durationText } from "#components/history/duration-text.ts";
import { useAsked } from "#components/room/use-asked.ts";
import type { PathPart } from "#components/trace/critical-path.ts";
import { type SpanNode, type SpanTree, selfTimeUs } from "#components/trace/span-tree.ts";
import { fitWindow, type TimeWindow } from "#components/trace/time-window.ts";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { SeverityChip } from "#components/ui/severity-chip.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import {
  around,
  logsOfSpan,
  metricsOfService,
  serviceHref,
  tracesOfService,
} from "#lib/contract/evidence-links.ts";
import { isoFromMicros } from "#lib/contract/micro-time.ts";
import type { SpanDetails } from "#lib/contract/trace-answers.ts";
import { PanelFact, PanelFacts } from "./panel-facts.tsx";
import { SpanContents } from "./span-contents.tsx";

const detailsShape = () => import("#lib/contract/trace-answers.ts").then((contract) => contract.SpanDetails);

type Props = {
  tree: SpanTree;
  node: SpanNode;
  path: readonly PathPart[];
  given: SpanDetails | undefined;
  onZoom: (zoom: TimeWindow) => void;
};

export function SpanPanel({ tree, node, path, given, onZoom }: Props) {
  const { service, name, failed, spanId } = node;
  return (
    <div className="p-4">
      <p className="pr-10 text-sm text-muted">
        <ServiceName service={service} />
      </p>
      <h2 className="mt-0.5 pr-8 text-lg font-semibold break-words">{name}</h2>
      <div className="mt-2 flex flex-wrap items-center gap-x-2 gap-y-1">
        {failed ? (
          <SeverityChip severity="red-high" look="outline">
            Failed
          </SeverityChip>
        ) : null}
        <code className="text-xs text-muted">{spanId}</code>
        <CopyButton text={spanId} label="Copy span id" />
      </div>
      <Times {...{ tree, node, path }} />
      <Ways {...{ tree, node, onZoom }} />
      {given ? <SpanContents span={given} /> : <AskedContents traceId={tree.traceId} spanId={spanId} />}
    </div>
  );
}

function Times({ tree, node, path }: Pick<Props, "tree" | "node" | "path">) {
  const selfUs = useMemo(() => selfTimeUs(tree, node.at), [tree, node]);
  const waitedUs = path.reduce((sum, { at, fromUs, toUs }) => sum + (at === node.at ? toUs - fromUs : 0), 0);
  const share = tree.durationUs > 0 ? ` (${Math.round((node.durationUs / tree.durationUs) * 100)} %)` : "";
  return (
    <PanelFacts>
      <PanelFact name="Began">+{durationText(node.startUs / 1_000)}</PanelFact>
      <PanelFact name="Took">
        {durationText(node.durationUs / 1_000)}
        <span className="text-muted">{share}</span>
      </PanelFact>
      <PanelFact name="By itself">{durationText(selfUs / 1_000)}</PanelFact>
      {path.length > 0 ? (
        <PanelFact name="On the critical path">
          {waitedUs > 0 ? durationText(waitedUs / 1_000) : "not at all"}
        </PanelFact>
      ) : null}
      <PanelFact name="Kind">{node.kind}</PanelFact>
      <PanelFact name="Calls">{node.calls}</PanelFact>
    </PanelFacts>
  );
}

function Ways({ tree, node, onZoom }: Pick<Props, "tree" | "node" | "onZoom">) {
  const start = isoFromMicros(tree.startUs + node.startUs);
  const { traceId } = tree;
  const span = { traceId, spanId: node.spanId, start, durationMs: node.durationUs / 1_000 };
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      <Button
        size="sm"
        className="noscript:hidden"
        onClick={() =>
          onZoom(fitWindow({ fromUs: node.startUs, toUs: node.startUs + node.durationUs }, tree.durationUs))
        }
      >
        Zoom to it
      </Button>
      <LinkButton size="sm" href={logsOfSpan(span)}>
        Its log lines
      </LinkButton>
      <LinkButton size="sm" href={tracesOfService(node.service, around(start), { operation: node.name })}>
        Same operation
      </LinkButton>
      <LinkButton
        size="sm"
        href={tracesOfService(node.service, around(start), { operation: node.name, status: "error" })}
      >
        Same, failed
      </LinkButton>
      {node.service === "browser" ? null : (
        <LinkButton size="sm" href={metricsOfService(node.service, around(start))}>
          Metrics of {node.service}
        </LinkButton>
      )}
    </div>
  );
}

function ServiceName({ service }: { service: string }) {
  const href = serviceHref(service);
  return href ? (
    <SiteLink href={href} className="text-cobalt hover:underline">
      {service}
    </SiteLink>
  ) : (
    service
  );
}

function AskedContents({ traceId, spanId }: { traceId: string; spanId: string }) {
  const { data, failure, again } = useAsked(`/api/traces/${traceId}/spans/${spanId}`, detailsShape);
  if (data) return <SpanContents span={data} />;
  if (failure) {
    return (
      <div role="alert" className="mt-4 border-t border-line pt-3 text-sm">
        <p>What this span says could not be read: {failure.detail}</p>
        {failure.requestId ? (
          <p className="mt-1 text-muted">
            Request id <code>{failure.requestId}</code>
          </p>
        ) : null}
        <button type="button" onClick={again} className="mt-2 cursor-pointer text-cobalt underline">
          Ask again
        </button>
      </div>
    );
  }
  return (
    <div aria-busy="true" className="mt-4 grid gap-2 border-t border-line pt-4">
      <span className="sr-only">Reading what this span says …</span>
      <Skeleton className="h-4 w-3/4" />
      <Skeleton className="h-4 w-1/2" />
      <Skeleton className="h-4 w-2/3" />
    </div>
  );
}
