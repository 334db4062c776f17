import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound } from "#app/or-not-found.tsx";
import { Page } from "#components/shell/page.tsx";
import { TraceId } from "#lib/contract/trace-id.ts";
import { PastOutOfReach } from "../../past-out-of-reach.tsx";
import type { SearchParams } from "../../read-query.ts";
import { whileReachable } from "../../while-reachable.ts";
import { isComparison } from "./compare/compare-ids.ts";
import { ComparePage } from "./compare/compare-page.tsx";
import { NoSuchTrace } from "./no-such-trace.tsx";
import { readTracePage } from "./read-trace-page.ts";
import { TraceView } from "./trace-view.tsx";

type Props = { params: Promise<{ traceId: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { traceId } = await params;
  return { title: isComparison(traceId) ? "Two traces compared" : `Trace ${traceId.slice(0, 8)}` };
}

async function TracePage({ params, searchParams }: Props) {
  const { traceId } = await params;
  return (
    <Page className="[--bars:0px] md:py-8 md:[--bars:6.375rem]">
      {isComparison(traceId) ? await Compared({ address: traceId }) : await One({ traceId, searchParams })}
    </Page>
  );
}

export default orNotFound(TracePage, NoSuchTrace);

async function One({ traceId, searchParams }: { traceId: string; searchParams: Props["searchParams"] }) {
  if (!TraceId.safeParse(traceId).success) notFound();
  const opened = [(await searchParams).span].flat()[0];
  const read = await whileReachable(readTracePage(traceId, opened).then((found) => ({ found })));
  if (!read) return <OutOfReach address={traceId} />;
  if (!read.found) notFound();
  return (
    <>
      <p className="text-sm text-muted">Trace</p>
      <TraceView {...read.found} />
    </>
  );
}

async function Compared({ address }: { address: string }) {
  return (await whileReachable(ComparePage({ address }))) ?? <OutOfReach address={address} />;
}

function OutOfReach({ address }: { address: string }) {
  return (
    <>
      <h1 className="display mb-5 text-2xl break-all">{address}</h1>
      <PastOutOfReach again={`/room/traces/${address}`} />
    </>
  );
}
