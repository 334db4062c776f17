import { readableEntries } from "#components/live/feed-entries.ts";
import { LiveFeed } from "#components/live/live-feed.tsx";
import { pageContext } from "#lib/http/page-context.ts";
import { FrontDoor } from "./front-door.tsx";
import { LiveStrip } from "./live-strip.tsx";

export default function HomePage() {
  const { processFeed } = pageContext();
  return (
    <main id="main" tabIndex={-1} className="flex grow flex-col outline-none">
      <FrontDoor />
      <LiveFeed feed="process" entries={readableEntries("process", processFeed.entries)}>
        <LiveStrip />
      </LiveFeed>
    </main>
  );
}
