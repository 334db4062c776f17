import { TraceQuery } from "#lib/contract/trace.ts";
import type { Runtime } from "#lib/runtime/type.ts";
import { listTraces } from "./list-traces.ts";
import { mostSpans, summarizeTrace } from "./summarize-trace.ts";

/** The operation may also be called within other requests, which are listed as well. */
const looksAt = 50;

/**
 * The trace of a request of the same kind in which nothing failed: the last before it, else the newest. Null where none is
 * kept, undefined where the trace itself is not.
 */
export async function findUnbroken(
  ctx: Pick<Runtime, "telemetry" | "clock">,
  { traceId }: { traceId: string },
): Promise<string | null | undefined> {
  const spans = await ctx.telemetry.history.outlineTrace({ traceId, limit: mostSpans });
  const broken = summarizeTrace(traceId, spans);
  if (!broken) return undefined;
  const { service, name } = broken.root;
  for (const time of [{ to: broken.start }, {}]) {
    const query = TraceQuery.safeParse({ service, operation: name, status: "ok", limit: looksAt, ...time });
    if (!query.success) return null;
    const { traces } = await listTraces(ctx, query.data);
    const found = traces.find(
      ({ root, status, traceId: id }) =>
        id !== traceId && status === "ok" && root.service === service && root.name === name,
    );
    if (found) return found.traceId;
  }
  return null;
}
