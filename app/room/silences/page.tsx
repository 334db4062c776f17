import type { Metadata } from "next";
import { LiveFeed } from "#components/live/live-feed.tsx";
import { Page } from "#components/shell/page.tsx";
import { listSilences } from "#lib/alerts/list-silences.ts";
import { pageContext } from "#lib/http/page-context.ts";
import { BoardOutOfReach } from "../alerts/board-out-of-reach.tsx";
import { whileReachable } from "../while-reachable.ts";
import { SilencesView } from "./silences-view.tsx";

export const metadata: Metadata = { title: "Silences" };

export default async function SilencesPage() {
  const context = pageContext();
  const list = await whileReachable(listSilences(context));
  return (
    <Page className="md:py-8">
      {list ? (
        <LiveFeed feed="alerts" entries={{}}>
          <SilencesView first={list} />
        </LiveFeed>
      ) : (
        <>
          <h1 className="display mb-5 text-2xl">Silences</h1>
          <BoardOutOfReach again="/room/silences" />
        </>
      )}
    </Page>
  );
}
