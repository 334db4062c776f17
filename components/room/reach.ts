// Who calls whom, and how far something reaches, by the topology alone.
import type { TopologyService } from "#lib/contract/mesh.ts";

export function callersOf(services: readonly TopologyService[], id: string): string[] {
  return services.filter(({ dependencies }) => dependencies.includes(id)).map((service) => service.id);
}

/** Everything within so many steps, the start included; the nearest first. */
export function reach(
  start: string,
  steps: number,
  next: (id: string) => readonly string[],
): ReadonlySet<string> {
  const seen = new Set([start]);
  let edge = [start];
  for (let step = 0; edge.length > 0 && step < steps; step += 1) {
    edge = [...new Set(edge.flatMap(next))].filter((id) => !seen.has(id));
    for (const id of edge) seen.add(id);
  }
  return seen;
}

/** Whom a break of this service can hurt: those who wait for its answers, directly or through others. */
export function upstreamOf(services: readonly TopologyService[], id: string): string[] {
  return [...reach(id, Number.POSITIVE_INFINITY, (each) => callersOf(services, each))].slice(1);
}
