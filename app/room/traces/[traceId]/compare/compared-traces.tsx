import { ArrowLeftRight } from "lucide-react";
import { durationText } from "#components/history/duration-text.ts";
import { compareOperations, sayDifference } from "#components/trace/compare-operations.ts";
import { compareTrees } from "#components/trace/compare-trees.ts";
import { countText } from "#components/trace/count-text.ts";
import { readTree, type SpanTree } from "#components/trace/span-tree.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { SeverityChip } from "#components/ui/severity-chip.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { Time } from "#components/ui/time.tsx";
import { isoFromMicros } from "#lib/contract/micro-time.ts";
import type { TraceOutline } from "#lib/contract/trace-outline.ts";
import { ChangeTable } from "./change-table.tsx";
import { comparisonHref } from "./compare-ids.ts";
import { PairList } from "./pair-list.tsx";

export function ComparedTraces({ a, b }: { a: TraceOutline; b: TraceOutline }) {
  const [treeA, treeB] = [readTree(a), readTree(b)];
  const pairs = compareTrees(treeA, treeB);
  return (
    <>
      <div className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div>
          <p className="text-sm text-muted">Two traces compared</p>
          <h1 className="display text-xl break-words md:text-2xl">{treeB.nodes[0]?.name}</h1>
        </div>
        <LinkButton size="sm" href={comparisonHref({ a: b.traceId, b: a.traceId })}>
          <ArrowLeftRight aria-hidden className="size-4" />
          Swap A and B
        </LinkButton>
      </div>
      <div className="mb-4 grid gap-px overflow-hidden rounded-md border border-line bg-line md:grid-cols-2">
        <SideFacts letter="A" tree={treeA} />
        <SideFacts letter="B" tree={treeB} />
        <p className="bg-panel px-4 py-3 text-lg md:col-span-2 md:px-5">
          {sayDifference(treeA, treeB, pairs)}
        </p>
      </div>
      <ChangeTable changes={compareOperations(pairs)} />
      <PairList a={a} b={b} />
    </>
  );
}

function SideFacts({ letter, tree }: { letter: "A" | "B"; tree: SpanTree }) {
  const failed = tree.nodes.filter((node) => node.failed).length;
  return (
    <section aria-label={`Trace ${letter}`} className="min-w-0 bg-panel px-4 py-3 md:px-5">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="display text-xl">{letter}</span>
        <span className="figures text-lg font-semibold">{durationText(tree.durationUs / 1_000)}</span>
        <SeverityChip look="outline" severity={failed > 0 ? "red-high" : "green"}>
          {failed > 0 ? `${failed} of ${countText(tree.nodes.length)} failed` : "Nothing failed"}
        </SeverityChip>
        <span className="text-sm text-muted">{countText(tree.nodes.length)} spans</span>
      </p>
      <p className="mt-1 flex flex-wrap gap-x-3 text-sm">
        <SiteLink
          href={`/room/traces/${tree.traceId}`}
          className="min-w-0 font-mono break-all text-cobalt underline"
        >
          {tree.traceId}
        </SiteLink>
        <Time iso={isoFromMicros(tree.startUs)} className="figures text-muted" />
      </p>
    </section>
  );
}
