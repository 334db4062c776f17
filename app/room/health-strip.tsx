"use client";

import { useFeedEntries, useFeedEntry, useLastKnown } from "#components/live/live-feed.tsx";
import { useFaultsAt } from "#components/room/armed-faults.ts";
import { FaultMark } from "#components/room/fault-mark.tsx";
import { countOf, statusLooks, statusOrder, writeMetric, writeRate } from "#components/room/mesh-words.ts";
import { StatusChip } from "#components/room/status-chip.tsx";
import { useGroupCounts } from "#components/room/use-group-counts.ts";
import { say } from "#components/room/use-reading.ts";
import { classNames } from "#components/ui/class-names.ts";
import { severityInk } from "#components/ui/severity-chip.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import type { TopologyService } from "#lib/contract/mesh.ts";

/** Of more than this only those in trouble are named. */
const mostNamed = 24;

export function HealthStrip({ services }: { services: readonly TopologyService[] }) {
  const counts = useGroupCounts(services.map(({ id }) => id));
  const many = services.length > mostNamed;
  const words = statusOrder
    .filter((status) => counts[status] > 0)
    .map((status) => `${counts[status]} ${statusLooks[status].word.toLowerCase()}`)
    .join(", ");
  return (
    <section className="mb-8" aria-label="Services">
      <div className="mb-3 flex flex-wrap items-baseline gap-x-4">
        <h2 className="display text-lg">Services</h2>
        <p className="text-sm text-muted">
          {words || `${countOf(services.length, "service")}, not heard of yet`}
        </p>
        <SiteLink href="/room/graph" className="ml-auto text-sm text-cobalt hover:underline">
          Open the graph
        </SiteLink>
      </div>
      {many ? <InTrouble services={services} /> : <Tiles services={services} />}
    </section>
  );
}

function Tiles({ services }: { services: readonly TopologyService[] }) {
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(9.25rem,1fr))] gap-2 xl:grid-cols-9">
      {services.map(({ id, name }) => (
        <ServiceTile key={id} id={id} name={name} />
      ))}
    </ul>
  );
}

function InTrouble({ services }: { services: readonly TopologyService[] }) {
  const readings = useFeedEntries("services");
  const troubled = services.filter(({ id }) => (readings[id]?.status ?? "healthy") !== "healthy");
  if (troubled.length === 0)
    return <p className="rounded-md border border-line bg-panel px-4 py-3 text-muted">All are healthy.</p>;
  const rest = troubled.length - mostNamed;
  return (
    <>
      <Tiles services={troubled.slice(0, mostNamed)} />
      {rest > 0 ? <p className="mt-2 text-sm text-muted">and {rest} more</p> : null}
    </>
  );
}

function ServiceTile({ id, name }: Pick<TopologyService, "id" | "name">) {
  const reading = useFeedEntry("services", id);
  const [fault] = useFaultsAt(id);
  const lastKnown = useLastKnown();
  const loud = reading && reading.status !== "healthy" && !lastKnown;
  return (
    <li className="relative">
      <SiteLink
        href={`/room/services/${id}`}
        className={classNames(
          "flex h-full flex-col gap-2 rounded-md border bg-panel p-3 transition-colors hover:border-cobalt",
          loud ? severityInk[statusLooks[reading.status].severity] : "border-line",
        )}
      >
        <span className="truncate text-sm font-medium text-cobalt">{name}</span>
        <span>
          {reading ? (
            <StatusChip status={reading.status} />
          ) : (
            <span className="text-sm text-muted">Waiting</span>
          )}
        </span>
        <span className="figures flex flex-wrap gap-x-3 text-sm text-muted">
          <span>{reading ? say(writeRate(reading.callsPerSecond)) : "–"}</span>
          {reading && reading.status !== "healthy" ? (
            <span className={classNames(lastKnown || "font-semibold text-ink")}>
              {reading.errorRate > 0
                ? `${say(writeMetric("errors", reading))} errors`
                : say(writeMetric("latency", reading))}
            </span>
          ) : null}
        </span>
      </SiteLink>
      {fault ? <FaultMark fault={fault} className="pointer-events-none absolute -top-3 left-2" /> : null}
    </li>
  );
}
