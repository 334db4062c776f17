import type { ReactNode } from "react";
import { AlertWatch } from "#components/alerts/alert-watch.tsx";
import { readableEntries } from "#components/live/feed-entries.ts";
import { LiveFeed } from "#components/live/live-feed.tsx";
import { SectionBar } from "#components/shell/section-bar.tsx";
import { pageContext } from "#lib/http/page-context.ts";
import { LiveBar } from "./live-bar.tsx";

/** There can be thousands: a page that shows some sends those. */
const none = {};

export default function RoomLayout({ children }: { children: ReactNode }) {
  const { processFeed, feed } = pageContext();
  return (
    <div data-place="room" className="contents">
      <LiveFeed feed="process" entries={readableEntries("process", processFeed.entries)}>
        <LiveFeed feed="faults" entries={readableEntries("faults", feed("faults").entries)}>
          <LiveFeed feed="alerts" entries={none}>
            <AlertWatch />
            <SectionBar section="room">
              <LiveBar />
            </SectionBar>
            {children}
          </LiveFeed>
        </LiveFeed>
      </LiveFeed>
    </div>
  );
}
