import type { Metadata } from "next";
import { readableEntries } from "#components/live/feed-entries.ts";
import { LiveFeed } from "#components/live/live-feed.tsx";
import { Page } from "#components/shell/page.tsx";
import { pageContext } from "#lib/http/page-context.ts";
import { describeTopology } from "#lib/mesh/describe-service.ts";
import { GraphView } from "./graph-view.tsx";

export const metadata: Metadata = { title: "Graph" };

export default function GraphPage() {
  const context = pageContext();
  const { services } = describeTopology(context);
  return (
    <Page className="py-4 md:py-5">
      <h1 className="sr-only">Dependency graph</h1>
      <LiveFeed feed="services" entries={readableEntries("services", context.feed("services").entries)}>
        <LiveFeed feed="edges" entries={readableEntries("edges", context.feed("edges").entries)}>
          <GraphView services={services} />
        </LiveFeed>
      </LiveFeed>
    </Page>
  );
}
