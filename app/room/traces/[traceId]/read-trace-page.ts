import { failureReason } from "#components/history/waterfall.ts";
import { firstFailures, readTree, type SpanTree } from "#components/trace/span-tree.ts";
import { orderOfSpans } from "#lib/contract/evidence-links.ts";
import type { Span, SpanDetails } from "#lib/contract/trace-answers.ts";
import type { TraceLines } from "#lib/contract/trace-line.ts";
import type { TraceOutline } from "#lib/contract/trace-outline.ts";
import { outlineArrivingTrace } from "#lib/http/history/outline-arriving-trace.ts";
import { readSpans } from "#lib/http/history/read-spans.ts";
import { readTraceLines } from "#lib/http/history/read-trace-lines.ts";
import { pageContext } from "#lib/http/page-context.ts";

/** More are in the waterfall. */
const shownFailures = 3;

export type FirstFailure = { spanId: string; service: string; name: string; reason: string | undefined };

export type TracePageData = {
  outline: TraceOutline;
  tree: SpanTree;
  lines: TraceLines;
  failures: FirstFailure[];
  moreFailures: number;
  /** Of the span that the address has opened. */
  details: SpanDetails | undefined;
  /** Where the receipt is that the trace came from. */
  order: string | undefined;
};

/** Undefined when the trace is not kept. */
export async function readTracePage(
  traceId: string,
  opened: string | undefined,
): Promise<TracePageData | undefined> {
  const context = pageContext();
  const outline = await outlineArrivingTrace(context, { traceId });
  if (!outline) return undefined;
  const tree = readTree(outline);
  const failed = firstFailures(tree);
  const first = failed.slice(0, shownFailures);
  const told = [...first.map(({ spanId }) => spanId), ...(opened ? [opened] : [])];
  const [lines, spans] = await Promise.all([
    readTraceLines(context, outline),
    readSpans(context, { traceId, spanIds: told, having: "order.id" }),
  ]);
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  return {
    outline,
    tree,
    lines,
    failures: first.map(({ spanId, service, name }) => ({
      spanId,
      service,
      name,
      reason: reasonOf(byId.get(spanId)),
    })),
    moreFailures: failed.length - first.length,
    details: byId.get(opened ?? ""),
    order: orderOfSpans(spans),
  };
}

const reasonOf = (span: Span | undefined) => (span ? failureReason(span) : undefined);
