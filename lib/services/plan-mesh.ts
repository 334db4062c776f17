// The mesh as a plan, the same for both clocks: the nine services, as many generated ones as are wanted, their code, and
// what there is to break and to enter.
import type { KnownPlaces } from "#lib/faults/types.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { generateServices } from "#lib/mesh/generate-topology.ts";
import { parseTopology } from "#lib/mesh/topology.ts";
import type { ServiceDefinition, ServiceSpec, Topology } from "#lib/mesh/types.ts";
import { createServices } from "./create-services.ts";
import type { Ledger } from "./ledger/types.ts";
import { nineServices } from "./topology.ts";

type Given = {
  seed: string;
  /** How many services there are together; the nine are always there. */
  count: number;
  /** How many times as long as usual they wait for each other. */
  patience?: number;
  clock: Clock;
  ledger: Ledger;
};

export type MeshPlan = {
  topology: Topology;
  definitions: ServiceDefinition[];
  places: KnownPlaces;
  /** Where shoppers may enter the generated part. */
  entries: string[];
};

export function planMesh({ seed, count, patience = 1, clock, ledger }: Given): MeshPlan {
  const generated = generateServices({ seed, count, beside: nineServices });
  const topology = parseTopology({ services: [...nineServices, ...generated] }, patience);
  const beyondNine = [...topology.services.values()].slice(nineServices.length);
  const definitions = createServices({ clock, ledger, generated: beyondNine });
  const places = {
    services: definitions.map(({ id, operations }) => ({
      id,
      kind: topology.services.get(id)?.kind ?? ("http" as const),
      operations: operations.map(({ spec }) => spec.name),
    })),
    edges: topology.edges,
  };
  return { topology, definitions, places, entries: entriesOf(topology, beyondNine) };
}

/** What nothing else calls. */
function entriesOf(topology: Topology, services: readonly ServiceSpec[]): string[] {
  const called = new Set(topology.edges.map(({ to }) => to));
  return services.map(({ id }) => id).filter((id) => !called.has(id));
}
