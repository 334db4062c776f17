"use client";

import { useAlerts } from "#components/alerts/use-alerts.ts";
import { useFaultsAt } from "#components/room/armed-faults.ts";
import { FaultMark } from "#components/room/fault-mark.tsx";
import { Since } from "#components/room/since.tsx";
import { StatusChip } from "#components/room/status-chip.tsx";
import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import {
  alertsAbout,
  logsOfService,
  metricsOfService,
  tracesOfService,
} from "#lib/contract/evidence-links.ts";
import type { ServiceReading, TopologyService } from "#lib/contract/mesh.ts";

const kindWords = { http: "HTTP service", database: "Database", cache: "Cache" };

type Props = { service: TopologyService; reading: ServiceReading; onBreak: () => void };

export function ServiceHeader({ service: { id, name, kind, group }, reading, onBreak }: Props) {
  const [fault] = useFaultsAt(id);
  return (
    <div className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
      <div>
        <h1 className="display text-2xl">{name}</h1>
        <p className="mt-1 flex flex-wrap gap-x-3 text-sm text-muted">
          <span className="figures">{id}</span>
          <span>
            {kindWords[kind]}, group {group}
          </span>
        </p>
        <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2 text-sm text-muted">
          <StatusChip status={reading.status} />
          <span>
            for <Since iso={reading.since} className="figures" />
          </span>
          {fault ? <FaultMark fault={fault} /> : null}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button look="solid" onClick={onBreak}>
          Break this…
        </Button>
        <AlertsLink id={id} />
        <LinkButton href={`/room/graph?selected=${id}`}>Graph</LinkButton>
        <LinkButton href={tracesOfService(id)}>Traces</LinkButton>
        <LinkButton href={logsOfService(id)}>Logs</LinkButton>
        <LinkButton href={metricsOfService(id)}>Metrics</LinkButton>
      </div>
    </div>
  );
}

/** How many are open, once the feed has said so. */
function AlertsLink({ id }: { id: string }) {
  const open = useAlerts().filter(
    ({ kind, subject, state }) => kind === "service" && subject === id && state !== "resolved",
  );
  return (
    <LinkButton href={alertsAbout("service", id)}>
      Alerts{open.length > 0 ? <span className="figures">{open.length}</span> : null}
    </LinkButton>
  );
}
