import type { Metadata } from "next";
import { PageSteps } from "#components/history/page-steps.tsx";
import { Page } from "#components/shell/page.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { defaultPageRows } from "#lib/contract/history-query.ts";
import { type TraceList, TraceQuery } from "#lib/contract/trace.ts";
import { listTraces } from "#lib/http/history/list-traces.ts";
import { pageContext } from "#lib/http/page-context.ts";
import { PastOutOfReach } from "../past-out-of-reach.tsx";
import { addressOf, readQuery, type SearchParams } from "../read-query.ts";
import { whileReachable } from "../while-reachable.ts";
import { TraceFilters } from "./trace-filters.tsx";
import { TraceTable } from "./trace-table.tsx";

export const metadata: Metadata = { title: "Traces" };

const path = "/room/traces";

export default async function TracesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const query = readQuery(TraceQuery, await searchParams);
  const context = pageContext();
  const read = await whileReachable(
    Promise.all([listTraces(context, query), context.telemetry.history.listServices()]),
  );
  return (
    <Page className="md:py-8">
      <h1 className="display mb-5 text-2xl">Traces</h1>
      {read ? (
        <Traces list={read[0]} services={read[1]} query={query} />
      ) : (
        <PastOutOfReach again={addressOf(path, query)} />
      )}
    </Page>
  );
}

type TracesProps = { list: TraceList; services: readonly string[]; query: TraceQuery };

function Traces({ list: { traces, next }, services, query }: TracesProps) {
  const { cursor, limit, ...filters } = query;
  const kept = { ...filters, limit: limit === defaultPageRows ? undefined : limit };
  const narrowed = Object.keys(filters).length > 0;
  return (
    <>
      <TraceFilters query={query} services={services} narrowed={narrowed} />
      {traces.length > 0 ? (
        <TraceTable traces={traces} />
      ) : (
        <NoTraces narrowed={narrowed || cursor !== undefined} />
      )}
      <PageSteps
        newest={cursor === undefined ? undefined : addressOf(path, kept)}
        older={next === null ? undefined : addressOf(path, { ...kept, cursor: next })}
      />
    </>
  );
}

function NoTraces({ narrowed }: { narrowed: boolean }) {
  if (!narrowed) {
    return (
      <EmptyState title="No trace yet" action={<LinkButton href="/shop/merch">Enter the shop</LinkButton>}>
        <p>Every request leaves a trace here, about a second after it was answered.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No match" action={<LinkButton href={path}>Show all traces</LinkButton>}>
      <p>No trace that is still kept fits these filters.</p>
    </EmptyState>
  );
}
