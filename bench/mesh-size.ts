// What a tick of the mesh costs as the mesh grows: the judgement on every service, the feeds, and the text of their deltas.
import { createFaults } from "#lib/faults/create.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { keyedRandom } from "#lib/kernel/random.ts";
import { createFeed } from "#lib/live/feed.ts";
import { createMeshFeeds } from "#lib/live/mesh-feeds.ts";
import { quietTelemetry } from "#lib/live/testing/quiet-telemetry.ts";
import { createMesh } from "#lib/mesh/create.ts";
import { createMemoryLedger } from "#lib/services/ledger/memory-ledger.ts";
import { planMesh } from "#lib/services/plan-mesh.ts";
import { type Figure, median } from "./figures.ts";
import { benchLargeMesh } from "./large-mesh.ts";

const sizes = [9, 100, 1_000, 10_000];
const tickMs = 250;
/** Longer than the window that the feeds tell of, so that all of it is full. */
const warmUpTicks = 44;
const measuredTicks = 12;
/** Touched between two ticks: in a server, the work of a quarter of a second pushes a small mesh out of the caches too. */
const otherWorkBytes = 64 * 1024 * 1024;
/** What three shoppers a second cause. */
const callsOfAFewShoppers = 9;

export async function benchMeshSize(): Promise<Figure[]> {
  const busy = sizes.map((size) => tickCost(size, "every-edge"));
  const quiet = sizes.map((size) => tickCost(size, callsOfAFewShoppers));
  const each = busy.map(({ ms, entries }) => (ms * 1_000) / entries);
  const show = (costs: TickCost[]) =>
    costs.map(({ ms }, at) => `${sizes[at]}: ${ms.toFixed(2)} ms`).join(", ");
  return [
    {
      name: "tick of ten thousand busy services, each of them and of their edges",
      measured: lastToFirst(each),
      unit: "times one of nine",
      limit: { atMost: 1.5 },
      detail: `every edge called at every tick, ${show(busy)}; for each ${each.map((us) => us.toFixed(1)).join(", ")} µs`,
    },
    {
      name: "tick of ten thousand services with the traffic of nine",
      measured: lastToFirst(quiet.map(({ ms }) => ms)),
      unit: "times the tick of nine",
      // A tenth of what growing with the number of services would be.
      limit: { atMost: 111 },
      detail: show(quiet),
    },
    ...(await benchLargeMesh()),
  ];
}

const lastToFirst = (values: number[]) => (values.at(-1) ?? Number.NaN) / (values[0] ?? Number.NaN);

/** The median, and how many services and edges the feeds tell of. */
type TickCost = { ms: number; entries: number };

function tickCost(count: number, callsPerTick: number | "every-edge"): TickCost {
  let ms = 1_790_000_000_000;
  const clock: Clock = {
    nowMs: () => ms,
    monotonicMs: () => ms,
    sleep: () => new Promise(() => {}),
    after: () => () => {},
  };
  const ledger = createMemoryLedger({ shoppers: [], products: [] });
  const { topology, definitions, places } = planMesh({ seed: "bench", count, clock, ledger });
  const faults = createFaults({ clock, places });
  const mesh = createMesh({
    clock,
    seed: "bench",
    telemetry: { service: quietTelemetry },
    topology,
    definitions,
    conditions: faults.conditions,
    transport: (host) => host.handle,
  });
  const feeds = {
    services: createFeed("services", "bench"),
    edges: createFeed("edges", "bench"),
    faults: createFeed("faults", "bench"),
    traffic: createFeed("traffic", "bench"),
  };
  const mix = { "sign-in": 1, account: 1, quote: 1, checkout: 1 };
  const traffic = { requestsPerSecond: 3, paused: false, mix, sent: 0, failed: 0, skipped: 0 };
  const meshFeeds = createMeshFeeds({ mesh, faults, shoppers: { traffic: () => traffic }, feeds });
  const dice = keyedRandom("bench", count);
  const { edges } = topology;
  const call = () => {
    const some = Array.from(
      { length: callsPerTick === "every-edge" ? 0 : callsPerTick },
      () => edges[dice.integer(edges.length)],
    );
    for (const edge of callsPerTick === "every-edge" ? edges : some)
      if (edge) mesh.take({ ...edge, latencyMs: 5 + 20 * dice.next(), failed: false });
  };
  const tick = () => {
    meshFeeds.fill();
    for (const feed of Object.values(feeds)) JSON.stringify(feed.takeDelta() ?? null);
  };
  const costs: number[] = [];
  const elsewhere = new Uint8Array(otherWorkBytes);
  for (let nth = 0; nth < warmUpTicks + measuredTicks; nth += 1) {
    ms += tickMs;
    call();
    for (let at = 0; at < elsewhere.length; at += 64) elsewhere[at] = (elsewhere[at] ?? 0) + 1;
    const startedMs = performance.now();
    tick();
    if (nth >= warmUpTicks) costs.push(performance.now() - startedMs);
  }
  meshFeeds.close();
  mesh.close();
  faults.close();
  return { ms: median(costs), entries: topology.services.size + edges.length };
}
