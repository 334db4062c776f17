import type { Metadata } from "next";
import { readBoardView } from "#components/alerts/board-view.ts";
import { firstAlerts } from "#components/alerts/first-alerts.ts";
import { LiveFeed } from "#components/live/live-feed.tsx";
import { Page } from "#components/shell/page.tsx";
import { pageContext } from "#lib/http/page-context.ts";
import type { SearchParams } from "../read-query.ts";
import { Board } from "./board.tsx";
import { LastKnownBoard } from "./last-known-board.tsx";

export const metadata: Metadata = { title: "Alerts" };

/** More than fit on a screen; the rest comes with the feed a moment later. */
const mostSent = 60;

export default async function AlertsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const view = readBoardView((name) => [params[name]].flat()[0]);
  const { feed, store } = pageContext();
  const { entries, total } = firstAlerts(feed("alerts").entries, view, mostSent);
  const isReachable = await store.ping().then(
    () => true,
    () => false,
  );
  return (
    <Page className="md:py-6">
      {isReachable ? null : <LastKnownBoard />}
      <LiveFeed feed="alerts" entries={entries}>
        <Board total={total} />
      </LiveFeed>
    </Page>
  );
}
