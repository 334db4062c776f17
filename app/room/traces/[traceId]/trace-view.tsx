import { countText } from "#components/trace/count-text.ts";
import { firstRows, shownWhole } from "#components/trace/first-rows.ts";
import { buttonStyle } from "#components/ui/button-style.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { logsOfTrace } from "#lib/contract/evidence-links.ts";
import { isoFromMicros } from "#lib/contract/micro-time.ts";
import { TraceExplorer } from "./explorer.tsx";
import { MissingCallers } from "./missing-callers.tsx";
import type { TracePageData } from "./read-trace-page.ts";
import { TraceFacts } from "./trace-facts.tsx";

export function TraceView(data: TracePageData) {
  const { outline, tree, lines, details, order } = data;
  const [root] = tree.nodes;
  return (
    <>
      <div className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="display text-xl break-words md:text-2xl">{root?.name}</h1>
          <p className="mt-1 flex min-w-0 items-center gap-1">
            <code className="text-sm break-all text-muted">{tree.traceId}</code>
            <CopyButton text={tree.traceId} label="Copy trace id" />
          </p>
        </div>
        <Ways traceId={tree.traceId} failed={tree.nodes.some((node) => node.failed)} order={order} />
      </div>
      <TraceFacts {...data} />
      <MissingCallers tree={tree} />
      <TraceExplorer outline={outline} lines={lines.lines} details={details} />
      <Below traceId={tree.traceId} cut={outline.cut} count={tree.nodes.length} />
      <p className="mt-3 text-sm">
        <SiteLink
          href={logsOfTrace({
            traceId: tree.traceId,
            start: isoFromMicros(tree.startUs),
            durationMs: tree.durationUs / 1_000,
          })}
          className="text-cobalt underline"
        >
          {lines.more
            ? `The first ${lines.lines.length} log lines are shown: open all among the logs`
            : "Open its log lines among the logs"}
        </SiteLink>
      </p>
    </>
  );
}

type WaysProps = { traceId: string; failed: boolean; order: string | undefined };

function Ways({ traceId, failed, order }: WaysProps) {
  return (
    <div className="flex flex-wrap gap-2">
      {failed ? (
        <LinkButton size="sm" href={`/room/traces/unbroken...${traceId}`}>
          Compare with an unbroken request
        </LinkButton>
      ) : null}
      {order ? (
        <LinkButton size="sm" href={order}>
          The receipt it came from
        </LinkButton>
      ) : null}
      <a href={`/api/traces/${traceId}/otlp`} download className={buttonStyle({ size: "sm" })}>
        Download as OTLP JSON
      </a>
    </div>
  );
}

function Below({ traceId, cut, count }: { traceId: string; cut: boolean; count: number }) {
  return (
    <p className="mt-2 text-sm text-muted">
      A full bar is work, a hollow one waits for another service; the line below a bar is the critical path,
      what the request waited for.
      {cut ? ` The trace is longer: these are its first ${countText(count)} spans.` : ""}
      {count > shownWhole ? (
        <span className="hidden noscript:inline">
          {" "}
          Without a script the first {firstRows} rows are shown;{" "}
          <a href={`/api/traces/${traceId}`} className="text-cobalt underline">
            the endpoint has them all
          </a>
          .
        </span>
      ) : null}
    </p>
  );
}
