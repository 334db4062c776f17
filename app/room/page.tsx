import type { Metadata } from "next";
import { firstAlerts } from "#components/alerts/first-alerts.ts";
import { readableEntries } from "#components/live/feed-entries.ts";
import { LiveFeed } from "#components/live/live-feed.tsx";
import { Page } from "#components/shell/page.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { pageContext } from "#lib/http/page-context.ts";
import { describeTopology, listStatusChanges } from "#lib/mesh/describe-service.ts";
import { entryService } from "#lib/services/topology.ts";
import { BoundsPanel } from "./bounds-panel.tsx";
import { MeshOverview } from "./mesh-overview.tsx";
import { ProcessFacts } from "./process-facts.tsx";
import { ReadingBoard } from "./reading-board.tsx";
import { ReadingTable } from "./reading-table.tsx";
import { ShippingFacts } from "./shipping-facts.tsx";

export const metadata: Metadata = { title: "Control room" };

type Props = { searchParams: Promise<{ view?: string | string[] }> };

/** More than the panel names: what is quiet is sorted out there. */
const mostAlerts = 20;

const views = [
  { name: "charts", label: "Charts", href: "/room" },
  { name: "table", label: "Table", href: "/room?view=table" },
];

export default async function RoomPage({ searchParams }: Props) {
  const view = (await searchParams).view === "table" ? "table" : "charts";
  const context = pageContext();
  const worst = { q: "", sort: "severity", state: "open" } as const;
  const alerts = firstAlerts(context.feed("alerts").entries, worst, mostAlerts);
  return (
    <Page className="md:py-8">
      <h1 className="display mb-5 text-2xl">Overview</h1>
      <LiveFeed feed="services" entries={readableEntries("services", context.feed("services").entries)}>
        <LiveFeed feed="traffic" entries={readableEntries("traffic", context.feed("traffic").entries)}>
          <LiveFeed feed="alerts" entries={alerts.entries}>
            <MeshOverview
              services={describeTopology(context).services}
              changes={listStatusChanges(context, { limit: 50 })}
              entry={entryService}
              openAlerts={alerts.total}
            />
          </LiveFeed>
        </LiveFeed>
      </LiveFeed>
      <div className="mb-4 flex flex-wrap items-end justify-between gap-4">
        <h2 className="display text-xl">This process</h2>
        <nav aria-label="View" className="flex rounded-md border border-edge bg-panel p-[3px]">
          {views.map(({ name, label, href }) => (
            <SiteLink
              key={name}
              href={href}
              aria-current={name === view ? "true" : undefined}
              className="flex h-7 items-center rounded-sm px-3 text-sm font-medium text-muted transition-colors hover:text-cobalt aria-[current]:bg-cobalt-wash aria-[current]:text-cobalt"
            >
              {label}
            </SiteLink>
          ))}
        </nav>
      </div>
      <ProcessFacts />
      <ShippingFacts />
      <BoundsPanel />
      {view === "table" ? <ReadingTable /> : <ReadingBoard />}
    </Page>
  );
}
