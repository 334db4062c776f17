import type { CallSums, Mesh } from "#lib/mesh/types.ts";

export function shareOf({ calls, errors }: CallSums): number {
  return calls > 0 ? errors / calls : 0;
}

export function nameOf({ topology }: Pick<Mesh, "topology">, service: string): string {
  return topology.services.get(service)?.name ?? service;
}
