import type { TopologyService } from "#lib/contract/mesh.ts";

/** Ids of what the search finds; undefined while nothing is searched. */
export function matchesOf(
  services: readonly TopologyService[],
  search: string,
): ReadonlySet<string> | undefined {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return undefined;
  const found = services.filter(({ id, name, group, kind }) => {
    const text = `${id} ${name} ${group} ${kind}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return new Set(found.map(({ id }) => id));
}
