import type { ReactNode } from "react";
import { readableEntries } from "#components/live/feed-entries.ts";
import { LiveFeed } from "#components/live/live-feed.tsx";
import { SectionBar } from "#components/shell/section-bar.tsx";
import { pageContext } from "#lib/http/page-context.ts";
import { LiveBar } from "./live-bar.tsx";

export default function RoomLayout({ children }: { children: ReactNode }) {
  const { processFeed } = pageContext();
  return (
    <div data-place="room" className="contents">
      <LiveFeed feed="process" entries={readableEntries("process", processFeed.entries)}>
        <SectionBar section="room">
          <LiveBar />
        </SectionBar>
        {children}
      </LiveFeed>
    </div>
  );
}
