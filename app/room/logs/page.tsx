import type { Metadata } from "next";
import { LogRow } from "#components/history/log-row.tsx";
import { PageSteps } from "#components/history/page-steps.tsx";
import { Page } from "#components/shell/page.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Time } from "#components/ui/time.tsx";
import { defaultPageRows } from "#lib/contract/history-query.ts";
import { type LogList, LogQuery } from "#lib/contract/log.ts";
import { listLogs } from "#lib/http/history/list-logs.ts";
import { pageContext } from "#lib/http/page-context.ts";
import { PastOutOfReach } from "../past-out-of-reach.tsx";
import { addressOf, readQuery, type SearchParams } from "../read-query.ts";
import { whileReachable } from "../while-reachable.ts";
import { LogFilters } from "./log-filters.tsx";

export const metadata: Metadata = { title: "Logs" };

const path = "/room/logs";

export default async function LogsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const query = readQuery(LogQuery, await searchParams);
  const context = pageContext();
  const read = await whileReachable(
    Promise.all([listLogs(context, query), context.telemetry.history.listServices()]),
  );
  return (
    <Page className="md:py-8">
      <h1 className="display mb-5 text-2xl">Logs</h1>
      {read ? (
        <Lines list={read[0]} services={read[1]} query={query} />
      ) : (
        <PastOutOfReach again={addressOf(path, query)} />
      )}
    </Page>
  );
}

type LinesProps = { list: LogList; services: readonly string[]; query: LogQuery };

function Lines({ list: { logs, next }, services, query }: LinesProps) {
  const { cursor, limit, ...filters } = query;
  const kept = { ...filters, limit: limit === defaultPageRows ? undefined : limit };
  const narrowed = Object.keys(filters).length > 0;
  return (
    <>
      <LogFilters query={query} services={services} narrowed={narrowed} />
      {logs.length > 0 ? <LogPanel logs={logs} /> : <NoLines narrowed={narrowed || cursor !== undefined} />}
      <PageSteps
        newest={cursor === undefined ? undefined : addressOf(path, kept)}
        older={next === null ? undefined : addressOf(path, { ...kept, cursor: next })}
      />
    </>
  );
}

function LogPanel({ logs }: Pick<LogList, "logs">) {
  const [newest, oldest] = [logs[0]?.timestamp ?? "", logs.at(-1)?.timestamp ?? ""];
  const withDay = newest.slice(0, 10) !== oldest.slice(0, 10);
  return (
    <>
      <p className="mb-2 text-sm text-muted">
        {logs.length} {logs.length === 1 ? "line" : "lines"}, from <Time iso={newest} className="figures" />{" "}
        back to <Time iso={oldest} className="figures" />
      </p>
      <Panel className="overflow-hidden">
        <ol aria-label="Log lines, the newest first">
          {logs.map((line) => (
            <li key={line.id} className="border-b border-line last:border-b-0">
              <LogRow line={line} withDay={withDay} />
            </li>
          ))}
        </ol>
      </Panel>
    </>
  );
}

function NoLines({ narrowed }: { narrowed: boolean }) {
  if (!narrowed) {
    return (
      <EmptyState
        title="Nothing was logged yet"
        action={<LinkButton href="/shop/merch">Enter the shop</LinkButton>}
      >
        <p>Every request leaves a line here, about a second after it was answered.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No match" action={<LinkButton href={path}>Show all lines</LinkButton>}>
      <p>No line that is still kept fits these filters.</p>
    </EmptyState>
  );
}
