// Puts a mesh together: the same for both clocks and for both ways of travelling.
import type { Conditions } from "#lib/faults/types.ts";
import { createCaller } from "./call.ts";
import { createEdges } from "./edges.ts";
import { createEntrance } from "./entrance.ts";
import { createHealthBook, windowSeconds } from "./health.ts";
import { createHost } from "./host.ts";
import { createMeasures } from "./measures.ts";
import type { MeshParts } from "./parts.ts";
import { watchReadiness } from "./readiness.ts";
import type { Host, Mesh, MeshServices, Observed, ServiceDefinition, Transport } from "./types.ts";

export type MeshOptions = MeshServices & {
  definitions: readonly ServiceDefinition[];
  conditions: Conditions;
  /** How a call travels; direct calls go to the host that is handed in. */
  transport(host: Host): Transport;
  /** Whether a service that another process hosts answers. */
  answersElsewhere?: (service: string) => boolean;
};

export function createMesh(options: MeshOptions): Mesh {
  const { clock, seed, telemetry, topology, conditions } = options;
  const definitions = new Map(options.definitions.map((one) => [one.id, one]));
  const measures = createMeasures(clock);
  const edges = createEdges({ clock, topology, telemetry });
  const lastSuccess = new Map<string, number>();
  const observe = (observed: Observed) => {
    if (!observed.failed) lastSuccess.set(observed.to, clock.monotonicMs());
    measures.observe(observed);
  };

  const parts: MeshParts = {
    clock,
    seed,
    telemetry,
    topology,
    definitions,
    conditions,
    observe,
    caller: createCaller(() => parts, edges),
    transport: (envelope, signal) => transport(envelope, signal),
  };
  const host = createHost(parts);
  const transport = options.transport(host);
  const answers = (service: string) =>
    host.hosts(service) ? host.answers(service) : (options.answersElsewhere?.(service) ?? true);
  const readiness = watchReadiness({
    clock,
    services: [...topology.services.keys()],
    answers,
    lastSuccessMs: (service) => lastSuccess.get(service) ?? Number.NEGATIVE_INFINITY,
    onChange: (service) => book.judge(service),
  });
  const book = createHealthBook({ clock, topology, measures, absent: readiness.absent });

  return {
    topology,
    host,
    operationsOf: (service) => (definitions.get(service)?.operations ?? []).map(({ spec }) => spec.name),
    enter: createEntrance(parts),
    service: (id) => ({
      ...book.of(id),
      sums: measures.service(id, windowSeconds),
      calls: measures.totalOf(id),
      ...host.load(id),
    }),
    edge(from, to) {
      const used = edges.used(from, to);
      return {
        sums: measures.edge(from, to, windowSeconds),
        calls: measures.totalOfEdge(from, to),
        breaker: used?.breaker.state() ?? "closed",
        retriesPerSecond: used?.retriesPerSecond() ?? 0,
      };
    },
    lively() {
      const { services, edges: used } = measures.lively(windowSeconds + 1);
      return { services: [...new Set([...services, ...book.ailing()])], edges: used };
    },
    history: measures.history,
    historyOfEdge: measures.historyOfEdge,
    changes: (service) => book.changes(service),
    judge() {
      const { services } = measures.lively(windowSeconds + 1);
      for (const service of new Set([...services, ...book.ailing()])) book.judge(service);
    },
    onStatusChange: (heard) => book.onChange(heard),
    take: observe,
    close: () => readiness.close(),
  };
}
