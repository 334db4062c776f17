// Owns what is known of services that run as processes of their own: from their reports, and from their silence.
import type { MeshReport, ReportedState } from "#lib/contract/mesh-report.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { untouched } from "./edges.ts";
import type { Elsewhere } from "./types.ts";

export type Outposts = Elsewhere & {
  /** Whether reports of that service are welcome. */
  expects(service: string): boolean;
  /** False when the report was taken before; that it came says all the same that its sender is there. */
  take(report: Pick<MeshReport, "service" | "instance" | "sequence" | "state">): boolean;
  /** From now on reports can come in, and their absence means something. */
  listen(): void;
};

type Instance = { sequence: number; heardMs: number; state: ReportedState };

/** Reports come four times a second; who says nothing for so long is not there. */
const silenceMs = 2_000;
/** Of a service that is started again and again, the last instances. */
const instancesKept = 16;

export function createOutposts({ clock, names }: { clock: Clock; names: readonly string[] }): Outposts {
  const services = new Map(names.map((name) => [name, new Map<string, Instance>()]));
  let listeningSinceMs: number | undefined;

  const present = (service: string): ReportedState[] => {
    const sinceMs = clock.monotonicMs() - silenceMs;
    const instances = [...(services.get(service)?.values() ?? [])];
    return instances.filter(({ heardMs }) => heardMs >= sinceMs).map(({ state }) => state);
  };
  const sumOf = (service: string, part: "busy" | "queued") =>
    present(service).reduce((sum, state) => sum + state[part], 0);

  return {
    expects: (service) => services.has(service),
    listen() {
      listeningSinceMs = clock.monotonicMs();
    },
    take({ service, instance, sequence, state }) {
      const instances = services.get(service) ?? new Map<string, Instance>();
      const before = instances.get(instance)?.sequence ?? 0;
      instances.delete(instance);
      instances.set(instance, {
        sequence: Math.max(before, sequence),
        heardMs: clock.monotonicMs(),
        state,
      });
      const [oldest] = instances.keys();
      if (instances.size > instancesKept && oldest !== undefined) instances.delete(oldest);
      return sequence > before;
    },
    answers(service) {
      const states = present(service);
      if (states.length > 0) return states.some(({ answers }) => answers);
      return listeningSinceMs === undefined || clock.monotonicMs() - listeningSinceMs < silenceMs;
    },
    load: (service) => ({ busy: sumOf(service, "busy"), queued: sumOf(service, "queued") }),
    edge(from, to) {
      const told = present(from)
        .at(-1)
        ?.edges.find((edge) => edge.to === to);
      return told ? { breaker: told.breaker, retriesPerSecond: told.retriesPerSecond } : untouched;
    },
  };
}
