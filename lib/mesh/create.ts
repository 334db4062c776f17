// Puts a mesh together: the same for both clocks and for both ways of travelling.
import type { Conditions } from "#lib/faults/types.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { createCaller } from "./call.ts";
import { createEdges, type Edges, untouched } from "./edges.ts";
import { createEntrance } from "./entrance.ts";
import { createHealthBook, type HealthBook, windowSeconds } from "./health.ts";
import { createHost } from "./host.ts";
import { createMeasures, type Measures } from "./measures.ts";
import type { MeshParts } from "./parts.ts";
import { watchReadiness } from "./readiness.ts";
import type {
  EdgeView,
  Elsewhere,
  Host,
  Mesh,
  MeshServices,
  Observed,
  ServiceDefinition,
  ServiceView,
  Transport,
} from "./types.ts";

export type MeshOptions = MeshServices & {
  definitions: readonly ServiceDefinition[];
  /** Which of them this process hosts; all of them unless it says otherwise. */
  hosts?: (service: string) => boolean;
  conditions: Conditions;
  /** How a call travels; direct calls go to the host that is handed in. */
  transport(host: Host): Transport;
  elsewhere?: Elsewhere;
  /** Hears of every call that this process measures. */
  onObserved?: (observed: Observed) => void;
};

/** Nothing is known of other processes, which is no reason to think badly of them. */
const silence: Elsewhere = {
  answers: () => true,
  load: () => ({ busy: 0, queued: 0 }),
  edge: () => untouched,
};

export function createMesh(options: MeshOptions): Mesh {
  const { clock, seed, telemetry, topology, conditions, elsewhere = silence, hosts = () => true } = options;
  const definitions = new Map(options.definitions.map((one) => [one.id, one]));
  const operations = new Map(
    options.definitions.map((one) => [one.id, one.operations.map(({ spec }) => spec.name)]),
  );
  const hosted = new Map([...definitions].filter(([id]) => hosts(id)));
  const measures = createMeasures(clock);
  const edges = createEdges({ clock, topology, telemetry });
  const successes = rememberSuccesses(clock);
  const take = (observed: Observed) => {
    successes.note(observed);
    measures.observe(observed);
  };

  const parts: MeshParts = {
    clock,
    seed,
    telemetry,
    topology,
    definitions: hosted,
    conditions,
    observe(observed) {
      take(observed);
      options.onObserved?.(observed);
    },
    caller: createCaller(() => parts, edges),
    transport: (envelope, signal) => transport(envelope, signal),
  };
  const host = createHost(parts);
  const transport = options.transport(host);
  const answers = (service: string) =>
    host.hosts(service) ? host.answers(service) : elsewhere.answers(service);
  const readiness = watchReadiness({
    clock,
    services: [...topology.services.keys()],
    answers,
    lastSuccessBeganMs: successes.lastBeganMs,
    onChange: (service) => book.judge(service),
  });
  const book = createHealthBook({ clock, topology, measures, absent: readiness.absent });

  return {
    ...createViews({ host, elsewhere, measures, edges, book }),
    topology,
    host,
    operationsOf: (service) => operations.get(service) ?? [],
    enter: createEntrance(parts),
    history: measures.history,
    historyOfEdge: measures.historyOfEdge,
    changes: (service) => book.changes(service),
    onStatusChange: (heard) => book.onChange(heard),
    take,
    close: () => readiness.close(),
  };
}

type Known = { host: Host; elsewhere: Elsewhere; measures: Measures; edges: Edges; book: HealthBook };

/** What is to be seen of services and edges now, whoever hosts them. */
function createViews({ host, elsewhere, measures, edges, book }: Known) {
  return {
    service: (id: string): ServiceView => ({
      ...book.of(id),
      sums: measures.service(id, windowSeconds),
      calls: measures.totalOf(id),
      ...(host.hosts(id) ? host.load(id) : elsewhere.load(id)),
    }),
    edge: (from: string, to: string): EdgeView => ({
      sums: measures.edge(from, to, windowSeconds),
      calls: measures.totalOfEdge(from, to),
      ...(host.hosts(from) ? edges.stateOf(from, to) : elsewhere.edge(from, to)),
    }),
    sums: measures.service,
    lively() {
      const { services, edges: used } = measures.lively(windowSeconds + 1);
      return { services: [...new Set([...services, ...book.ailing()])], edges: used };
    },
    judge() {
      const { services } = measures.lively(windowSeconds + 1);
      for (const service of new Set([...services, ...book.ailing()])) book.judge(service);
    },
  };
}

/** When the last call that went well began, on the monotonic clock: one that was under way before says nothing of now. */
function rememberSuccesses(clock: Clock) {
  const last = new Map<string, number>();
  return {
    note({ to, failed, latencyMs, agoMs = 0 }: Observed) {
      const atMs = clock.monotonicMs() - agoMs - latencyMs;
      if (!failed) last.set(to, Math.max(atMs, last.get(to) ?? atMs));
    },
    lastBeganMs: (service: string) => last.get(service) ?? Number.NEGATIVE_INFINITY,
  };
}
