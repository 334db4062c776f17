// A graph of any size beside the one that is written by hand: groups of services in layers, where each layer asks the one
// below it. Layers keep the way from an entry to the data short, however many services there are.
import { keyedRandom, type Random } from "#lib/kernel/random.ts";
import type { ServiceData } from "./topology.ts";
import type { ServiceSpec } from "./types.ts";

type Given = {
  seed: string;
  /** Of all services together. */
  count: number;
  beside: readonly Pick<ServiceSpec, "id" | "kind">[];
};

const groupSize = 25;
/** From the data up; the two at the top are the group's entries, which nobody in the graph calls. */
const layers = [
  { size: 10, name: "store", timeoutMs: 400, retries: 1 },
  { size: 8, name: "worker", timeoutMs: 1_000, retries: 0 },
  { size: 5, name: "service", timeoutMs: 2_000, retries: 0 },
  { size: 2, name: "entry", timeoutMs: 3_500, retries: 0 },
] as const;
const mostDependencies = 3;

type Place = { group: number; layer: number; nth: number };

/** The services that are missing up to `count`. The same seed gives the same ones, and more of them only adds. */
export function generateServices({ seed, count, beside }: Given): ServiceData[] {
  const data = beside.filter(({ kind }) => kind !== "http").map(({ id }) => id);
  const first = beside.length + 1;
  return Array.from({ length: Math.max(0, count - beside.length) }, (_, index) => {
    const id = idAt(first, index);
    const place = placeOf(index);
    const random = keyedRandom(seed, "topology", id);
    const dependencies =
      place.layer === 0 ? dataOf(data, random) : servicesBelow(place, random).map((at) => idAt(first, at));
    const { name, timeoutMs, retries } = layers[place.layer] ?? layers[0];
    const group = String(place.group).padStart(2, "0");
    return {
      id,
      name: `Group ${group} ${name} ${place.nth + 1}`,
      group: `group-${group}`,
      dependencies: dependencies.map((to) => ({ to, timeoutMs, retries })),
    };
  });
}

const idAt = (first: number, index: number) => `service-${first + index}`;

function placeOf(index: number): Place {
  let nth = index % groupSize;
  let layer = 0;
  for (const { size } of layers) {
    if (nth < size) break;
    nth -= size;
    layer += 1;
  }
  return { group: Math.floor(index / groupSize) + 1, layer, nth };
}

function dataOf(data: readonly string[], random: Random): string[] {
  const [first, ...others] = data;
  if (first === undefined) return [];
  return [first, ...others].filter((id) => id === first || random.chance(0.5));
}

/** Its share of the layer below, so that everything is called by someone, and by chance one of an earlier group. */
function servicesBelow({ group, layer, nth }: Place, random: Random): number[] {
  const below = layer - 1;
  const start = firstIndexOf(below);
  const own = (group - 1) * groupSize + start;
  const size = layers[below]?.size ?? 0;
  const upper = layers[layer]?.size ?? 1;
  const share = Array.from({ length: size }, (_, at) => at).filter((at) => at % upper === nth);
  const chosen = share.map((at) => own + at);
  if (chosen.length >= mostDependencies || group === 1 || !random.chance(0.4)) return chosen;
  return [...chosen, random.integer(group - 1) * groupSize + start + random.integer(size)];
}

function firstIndexOf(layer: number): number {
  return layers.slice(0, layer).reduce((sum, { size }) => sum + size, 0);
}
