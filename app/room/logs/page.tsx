import type { Metadata } from "next";
import { Page } from "#components/shell/page.tsx";
import { logFields } from "#lib/contract/filter/fields.ts";
import { parseFilter } from "#lib/contract/filter/parse-filter.ts";
import { maxFilterLength } from "#lib/contract/filter/term.ts";
import { LogId, LogQuery } from "#lib/contract/log.ts";
import type { LogList } from "#lib/contract/log-answers.ts";
import { usualRange } from "#lib/contract/range-lengths.ts";
import { resolveTimeRange, type TimeRange } from "#lib/contract/time-range.ts";
import { listLogs } from "#lib/http/history/list-logs.ts";
import { readLogContext } from "#lib/http/history/read-log-context.ts";
import { pageContext } from "#lib/http/page-context.ts";
import { asAppError } from "#lib/kernel/errors.ts";
import { PastOutOfReach } from "../past-out-of-reach.tsx";
import { addressOf, readQuery, type SearchParams } from "../read-query.ts";
import { whileReachable } from "../while-reachable.ts";
import { filterTextOf } from "./filter-text-of.ts";
import { LogsView } from "./logs-view.tsx";

export const metadata: Metadata = { title: "Logs" };

const path = "/room/logs";
const firstRows = 100;

export default async function LogsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const query = readQuery(LogQuery, params);
  // A mistake is shown where it was made; a question without it would be another one.
  const q = [params.q].flat()[0]?.slice(0, maxFilterLength) ?? "";
  const text = filterTextOf({ ...query, q }).slice(0, maxFilterLength);
  const time = timeOf(query);
  const mistaken = "problem" in parseFilter(text, logFields);
  const asked = { ...(text === "" ? {} : { q: text }), ...time };
  const kept = { ...asked, cursor: query.cursor };
  const read = mistaken
    ? { list: { logs: [], next: null }, pinned: undefined }
    : await whileReachable(readLines({ ...kept, limit: firstRows }, [params.line].flat()[0]));
  return (
    <Page className="md:py-6">
      <h1 className="display mb-4 text-2xl">Logs</h1>
      {read ? (
        <LogsView
          text={text}
          asked={mistaken ? undefined : asked}
          time={time}
          list={read.list}
          since={sinceOf(read.list, time)}
          pinned={read.pinned}
          live={query.to === undefined && query.cursor === undefined}
          newest={query.cursor === undefined ? undefined : addressOf(path, asked)}
          older={read.list.next === null ? undefined : addressOf(path, { ...asked, cursor: read.list.next })}
        />
      ) : (
        <PastOutOfReach again={addressOf(path, kept)} />
      )}
    </Page>
  );
}

function timeOf({ range, from, to }: LogQuery) {
  if (range !== undefined || (from ?? to) === undefined) return { range: range ?? usualRange };
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/**
 * Lines reach the warehouse in the order of their ids, so what is newer than the newest on the list was not there yet. Ids
 * are at least the microseconds of their time: an empty list is followed from where its time begins.
 */
function sinceOf({ logs }: LogList, time: TimeRange): string {
  const newest = logs.reduce((most, { id }) => Math.max(most, Number(id)), 0);
  const { fromMs = 0 } = resolveTimeRange(time, pageContext().clock.nowMs());
  return String(newest > 0 ? newest : Math.max(0, Math.floor(fromMs)) * 1_000);
}

async function readLines(query: LogQuery, opened: string | undefined) {
  const context = pageContext();
  const list = await listLogs(context, query);
  const isListed = list.logs.some(({ id }) => id === opened);
  if (isListed || !LogId.safeParse(opened).success) return { list, pinned: undefined };
  return { list, pinned: await readLine(String(opened)) };
}

/** A link can be older than what is kept. */
async function readLine(id: string) {
  try {
    return (await readLogContext(pageContext(), { id, around: 0 })).line;
  } catch (error) {
    if (asAppError(error)?.code === "not_found") return undefined;
    throw error;
  }
}
