import type { Metadata } from "next";
import { readableEntries } from "#components/live/feed-entries.ts";
import { LiveFeed, StillFeeds } from "#components/live/live-feed.tsx";
import { Page } from "#components/shell/page.tsx";
import { showPast } from "#lib/http/history/past-graph.ts";
import { pageContext } from "#lib/http/page-context.ts";
import { describeTopology } from "#lib/mesh/describe-service.ts";
import { whileReachable } from "../while-reachable.ts";
import { GraphView } from "./graph-view.tsx";
import { NoSuchTime } from "./past/no-such-time.tsx";
import { pastEntries } from "./past/past-readings.ts";

export const metadata: Metadata = { title: "Graph" };

type Props = { searchParams: Promise<{ at?: string | string[] }> };

export default async function GraphPage({ searchParams }: Props) {
  const context = pageContext();
  const said = (await searchParams).at;
  const at = Array.isArray(said) ? said[0] : said;
  const past = at ? await whileReachable(showPast(context, at)) : undefined;
  const graph = past && "graph" in past ? past.graph : undefined;
  return (
    <Page className="py-4 md:py-5">
      <h1 className="sr-only">Dependency graph</h1>
      {at && !graph ? (
        <NoSuchTime
          {...(past && "problem" in past ? past : { problem: "out-of-reach", oldest: null })}
          again={`/room/graph?${new URLSearchParams({ at })}`}
        />
      ) : (
        <LiveFeed
          feed="services"
          entries={readableEntries("services", context.feed("services").entries)}
          idle={graph !== undefined}
        >
          <LiveFeed
            feed="edges"
            entries={readableEntries("edges", context.feed("edges").entries)}
            idle={graph !== undefined}
          >
            <StillFeeds entries={graph && pastEntries(graph, context.faults.list())}>
              <GraphView services={describeTopology(context).services} past={graph} />
            </StillFeeds>
          </LiveFeed>
        </LiveFeed>
      )}
    </Page>
  );
}
