import type { ReactNode } from "react";
import { readableEntries } from "#components/live/feed-entries.ts";
import { LiveFeed } from "#components/live/live-feed.tsx";
import { SectionBar } from "#components/shell/section-bar.tsx";
import { pageContext } from "#lib/http/page-context.ts";
import { LiveBar } from "./live-bar.tsx";

export default function RoomLayout({ children }: { children: ReactNode }) {
  const { processFeed, feed } = pageContext();
  return (
    <div data-place="room" className="contents">
      <LiveFeed feed="process" entries={readableEntries("process", processFeed.entries)}>
        <LiveFeed feed="faults" entries={readableEntries("faults", feed("faults").entries)}>
          <SectionBar section="room">
            <LiveBar />
          </SectionBar>
          {children}
        </LiveFeed>
      </LiveFeed>
    </div>
  );
}
