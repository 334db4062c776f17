import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Page } from "#components/shell/page.tsx";
import { TraceId } from "#lib/contract/history-query.ts";
import { PastOutOfReach } from "../../past-out-of-reach.tsx";
import type { SearchParams } from "../../read-query.ts";
import { whileReachable } from "../../while-reachable.ts";
import { readTracePage } from "./read-trace-page.ts";
import { TraceView } from "./trace-view.tsx";

type Props = { params: Promise<{ traceId: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Trace ${(await params).traceId.slice(0, 8)}` };
}

export default async function TracePage({ params, searchParams }: Props) {
  const traceId = TraceId.safeParse((await params).traceId);
  if (!traceId.success) notFound();
  const opened = [(await searchParams).span].flat()[0];
  const read = await whileReachable(readTracePage(traceId.data, opened).then((found) => ({ found })));
  if (read && !read.found) notFound();
  return (
    <Page className="[--bars:0px] md:py-8 md:[--bars:6.375rem]">
      <p className="text-sm text-muted">Trace</p>
      {read?.found ? <TraceView {...read.found} /> : <OutOfReach traceId={traceId.data} />}
    </Page>
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
