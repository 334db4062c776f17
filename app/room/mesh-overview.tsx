import type { StatusChange, TopologyService } from "#lib/contract/mesh.ts";
import { ArmedPanel } from "./armed-panel.tsx";
import { ErrorBudgetPanel } from "./error-budget-panel.tsx";
import { HealthStrip } from "./health-strip.tsx";
import { OpenAlertsPanel } from "./open-alerts-panel.tsx";
import { TrafficPanel } from "./traffic-panel.tsx";
import { WhatChanged } from "./what-changed.tsx";

type Props = {
  services: readonly TopologyService[];
  changes: readonly StatusChange[];
  /** Where journeys enter; a generated mesh may have none of that name. */
  entry: string;
  openAlerts: number;
};

/** How the shop's services are, what is being done to them, and what became of it. */
export function MeshOverview({ services, changes, entry, openAlerts }: Props) {
  return (
    <>
      <HealthStrip services={services} />
      <div className="mb-10 grid grid-cols-1 items-start gap-x-6 gap-y-8 lg:grid-cols-2">
        <div className="grid grid-cols-1 gap-8">
          {services.some(({ id }) => id === entry) ? <ErrorBudgetPanel entry={entry} /> : null}
          <TrafficPanel />
        </div>
        <div className="grid grid-cols-1 gap-8">
          <OpenAlertsPanel total={openAlerts} />
          <ArmedPanel />
          <WhatChanged initial={changes} />
        </div>
      </div>
    </>
  );
}
