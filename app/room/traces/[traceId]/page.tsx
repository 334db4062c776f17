import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Page } from "#components/shell/page.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { TraceId } from "#lib/contract/history-query.ts";
import type { LogList } from "#lib/contract/log.ts";
import { isoFromMicros, microsFromIso } from "#lib/contract/micro-time.ts";
import type { Trace } from "#lib/contract/trace.ts";
import { listLogs } from "#lib/http/history/list-logs.ts";
import { readArrivingTrace } from "#lib/http/history/read-arriving-trace.ts";
import { pageContext } from "#lib/http/page-context.ts";
import { asAppError } from "#lib/kernel/errors.ts";
import { PastOutOfReach } from "../../past-out-of-reach.tsx";
import { whileReachable } from "../../while-reachable.ts";
import { TraceFacts } from "./trace-facts.tsx";
import { TraceLogs } from "./trace-logs.tsx";
import { Waterfall } from "./waterfall.tsx";

type Props = { params: Promise<{ traceId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Trace ${(await params).traceId.slice(0, 8)}` };
}

export default async function TracePage({ params }: Props) {
  const traceId = TraceId.safeParse((await params).traceId);
  if (!traceId.success) notFound();
  const found = await whileReachable(readAll(traceId.data));
  return (
    <Page className="md:py-8">
      <p className="text-sm text-muted">Trace</p>
      {found ? <Found {...found} /> : <OutOfReach traceId={traceId.data} />}
    </Page>
  );
}

function Found({ trace, list }: { trace: Trace; list: LogList }) {
  return (
    <>
      <h1 className="display text-xl break-words md:text-2xl">{trace.root.name}</h1>
      <p className="mt-1 mb-5 flex min-w-0 items-center gap-1">
        <code className="text-sm break-all text-muted">{trace.traceId}</code>
        <CopyButton text={trace.traceId} label="Copy trace id" />
      </p>
      <TraceFacts trace={trace} />
      <Waterfall trace={trace} />
      <TraceLogs trace={trace} list={list} />
    </>
  );
}

function OutOfReach({ traceId }: { traceId: string }) {
  return (
    <>
      <h1 className="display mb-5 text-2xl break-all">{traceId}</h1>
      <PastOutOfReach again={`/room/traces/${traceId}`} />
    </>
  );
}

/** What a trace causes may still be logged when its last span has ended. */
const logsAfterUs = 60_000_000;

async function readAll(traceId: string): Promise<{ trace: Trace; list: LogList }> {
  const context = pageContext();
  const trace = await readArrivingTrace(context, { traceId }).catch((error: unknown) => {
    if (asAppError(error)?.code === "not_found") notFound();
    throw error;
  });
  const startUs = microsFromIso(trace.start);
  const endUs = startUs + trace.durationMs * 1_000;
  const list = await listLogs(context, {
    traceId,
    from: isoFromMicros(startUs - 1_000_000),
    to: isoFromMicros(Math.ceil(endUs + logsAfterUs)),
    limit: 200,
  });
  return { trace, list };
}
