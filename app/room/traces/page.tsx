import type { Metadata } from "next";
import { PageSteps } from "#components/history/page-steps.tsx";
import { TimeRangePicker } from "#components/history/time-range-picker.tsx";
import { Page } from "#components/shell/page.tsx";
import { DurationsPanel } from "#components/traces/durations-panel.tsx";
import { spanFields } from "#lib/contract/filter/fields.ts";
import { parseFilter } from "#lib/contract/filter/parse-filter.ts";
import { defaultPageRows } from "#lib/contract/history-query.ts";
import { rangeLengthMs, usualRange } from "#lib/contract/range-lengths.ts";
import { TraceDurationsQuery, TraceQuery } from "#lib/contract/trace.ts";
import type { TraceDurations, TraceList } from "#lib/contract/trace-answers.ts";
import { countTraceDurations } from "#lib/http/history/count-trace-durations.ts";
import { listTraces } from "#lib/http/history/list-traces.ts";
import { pageContext } from "#lib/http/page-context.ts";
import { PastOutOfReach } from "../past-out-of-reach.tsx";
import { addressOf, readQuery, type SearchParams } from "../read-query.ts";
import { whileReachable } from "../while-reachable.ts";
import { MistakenFilter, NoTraces } from "./no-traces.tsx";
import { type Known, TraceFilters } from "./trace-filters.tsx";
import { TraceList as Rows } from "./trace-list.tsx";

export const metadata: Metadata = { title: "Traces" };

const path = "/room/traces";
const api = "/api/traces";

export default async function TracesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const query = readQuery(TraceQuery, params);
  const q = [params.q].flat()[0]?.trim() || undefined;
  const mistaken = q !== undefined && "problem" in parseFilter(q, spanFields);
  let tooLong = false;
  const read = await whileReachable(mistaken ? known(query) : all(query), ({ reason }) => {
    tooLong = reason === "query_too_long";
  });
  const { range, from, to, order, limit: _, cursor: __, ...narrowed } = query;
  const cleared = addressOf(path, { range, from, to, order });
  const isNarrowed = Object.keys(narrowed).length > 0 || q !== undefined;
  return (
    <Page className="md:py-8">
      <div className="mb-5 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <h1 className="display text-2xl">Traces</h1>
        <TimeRangePicker />
      </div>
      {read ? (
        <>
          <TraceFilters query={query} known={read} q={q} cleared={isNarrowed ? cleared : undefined} />
          {read.list && read.durations ? (
            <Found
              query={query}
              list={read.list}
              durations={read.durations}
              cleared={isNarrowed ? cleared : undefined}
            />
          ) : (
            <MistakenFilter cleared={cleared} />
          )}
        </>
      ) : (
        <PastOutOfReach
          again={addressOf(path, { ...query, q })}
          shorter={tooLong ? addressOf(path, { ...narrowed, q, range: "5m" }) : undefined}
        />
      )}
    </Page>
  );
}

type Read = Known & { list?: TraceList; durations?: TraceDurations };

async function known({ service }: TraceQuery): Promise<Read> {
  const { history } = pageContext().telemetry;
  const [services, operations] = await Promise.all([
    history.listServices(),
    history.listOperations({ service }),
  ]);
  return { services, operations };
}

/** Without a range: what happened lately. */
const inRange = (query: TraceQuery): TraceQuery =>
  (query.range ?? query.from ?? query.to) === undefined ? { ...query, range: usualRange } : query;

const durationsQuery = (query: TraceQuery): TraceDurationsQuery => {
  const { limit: _, cursor: __, order: ___, ...which } = inRange(query);
  return TraceDurationsQuery.parse(which);
};

async function all(query: TraceQuery): Promise<Read> {
  const context = pageContext();
  const [list, durations, names] = await Promise.all([
    listTraces(context, inRange(query)),
    countTraceDurations(context, durationsQuery(query)),
    known(query),
  ]);
  return { ...names, list, durations };
}

type FoundProps = {
  query: TraceQuery;
  list: TraceList;
  durations: TraceDurations;
  /** The address without filters, if there are any. */
  cleared: string | undefined;
};

function Found({ query, list, durations, cleared }: FoundProps) {
  const { cursor, limit, ...filters } = query;
  const kept = { ...filters, limit: limit === defaultPageRows ? undefined : limit };
  const asked = inRange(query);
  const { columns: _, ...counted } = durationsQuery(query);
  const canBeLive = asked.range !== undefined && cursor === undefined && query.order !== "slowest";
  const everyMs = canBeLive ? refreshMs(asked.range ?? usualRange) : undefined;
  return (
    <>
      <DurationsPanel first={durations} ask={addressOf(`${api}/durations`, counted)} everyMs={everyMs} />
      <Rows
        first={list}
        ask={addressOf(api, asked)}
        order={query.order ?? "newest"}
        withDay={spansDays(durations)}
        canBeLive={canBeLive}
        empty={<NoTraces range={asked.range} cleared={cleared} older={cursor !== undefined} />}
      />
      <PageSteps
        newest={cursor === undefined ? undefined : addressOf(path, kept)}
        older={list.next === null ? undefined : addressOf(path, { ...kept, cursor: list.next })}
      />
    </>
  );
}

/** A picture of a day changes less than one of five minutes, and costs more. */
function refreshMs(range: keyof typeof rangeLengthMs): number {
  return Math.max(5_000, rangeLengthMs[range] / 180);
}

/** By UTC, so that server and browser say the same. */
function spansDays({ from, to }: TraceDurations): boolean {
  return from.slice(0, 10) !== to.slice(0, 10) || to.slice(0, 10) !== new Date().toISOString().slice(0, 10);
}
