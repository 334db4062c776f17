// Owns what is known of services that run as processes of their own: from their reports, and from their silence.
import type { MeshReport, ReportedState } from "#lib/contract/mesh-report.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { untouched } from "./edges.ts";
import type { Elsewhere } from "./types.ts";

export type Outposts = Elsewhere & {
  /** Whether reports of that service are welcome. */
  expects(service: string): boolean;
  /** One process counts for a service: another is taken for it only once that one has been silent. */
  take(report: Pick<MeshReport, "service" | "instance" | "sequence" | "state">): Taken;
  /** From now on reports can come in, and their absence means something. */
  listen(): void;
};

/** `again`: it was taken before; that it came says all the same that its sender is there. */
export type Taken = "new" | "again" | "not the one";

type Instance = { id: string; sequence: number; heardMs: number; state: ReportedState };

/** Reports come four times a second; who says nothing for so long is not there. */
const silenceMs = 2_000;

export function createOutposts({ clock, names }: { clock: Clock; names: readonly string[] }): Outposts {
  const services = new Map<string, Instance | undefined>(names.map((name) => [name, undefined]));
  let listeningSinceMs: number | undefined;

  const present = (service: string): Instance | undefined => {
    const last = services.get(service);
    return last && last.heardMs >= clock.monotonicMs() - silenceMs ? last : undefined;
  };

  return {
    expects: (service) => services.has(service),
    listen() {
      listeningSinceMs = clock.monotonicMs();
    },
    take({ service, instance, sequence, state }) {
      const there = present(service);
      if (there && there.id !== instance) return "not the one";
      const last = services.get(service);
      const before = last?.id === instance ? last.sequence : 0;
      const heardMs = clock.monotonicMs();
      services.set(service, { id: instance, sequence: Math.max(before, sequence), heardMs, state });
      return sequence > before ? "new" : "again";
    },
    answers(service) {
      const there = present(service);
      if (there) return there.state.answers;
      return listeningSinceMs === undefined || clock.monotonicMs() - listeningSinceMs < silenceMs;
    },
    load(service) {
      const { busy = 0, queued = 0 } = present(service)?.state ?? {};
      return { busy, queued };
    },
    edge(from, to) {
      const told = present(from)?.state.edges.find((edge) => edge.to === to);
      return told ? { breaker: told.breaker, retriesPerSecond: told.retriesPerSecond } : untouched;
    },
  };
}
