import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound } from "#app/or-not-found.tsx";
import { readableEntries } from "#components/live/feed-entries.ts";
import { LiveFeed } from "#components/live/live-feed.tsx";
import { Page } from "#components/shell/page.tsx";
import { pageContext } from "#lib/http/page-context.ts";
import { describeService, describeTopology } from "#lib/mesh/describe-service.ts";
import { ServiceView } from "./service-view.tsx";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  return { title: pageContext().mesh.topology.services.get(id)?.name ?? "Not found" };
}

async function ServicePage({ params }: Props) {
  const { id } = await params;
  const context = pageContext();
  if (!context.mesh.topology.services.has(id)) notFound();
  return (
    <Page className="md:py-8">
      <LiveFeed feed="services" entries={readableEntries("services", context.feed("services").entries)}>
        <LiveFeed feed="edges" entries={readableEntries("edges", context.feed("edges").entries)}>
          <ServiceView initial={describeService(context, id)} services={describeTopology(context).services} />
        </LiveFeed>
      </LiveFeed>
    </Page>
  );
}

export default orNotFound(ServicePage);
