// Everything that a live process has and a virtual run needs, on a clock of its own: telemetry, faults, mesh, shoppers.
import { join } from "node:path";
import { loadConfig } from "#lib/config/load.ts";
import { createFaults } from "#lib/faults/create.ts";
import type { Faults } from "#lib/faults/types.ts";
import { createVirtualClock, type VirtualClock } from "#lib/kernel/virtual-clock.ts";
import { createMesh } from "#lib/mesh/create.ts";
import type { Mesh, Transport } from "#lib/mesh/types.ts";
import { knownShoppers } from "#lib/services/ledger/known-shoppers.ts";
import { createMemoryLedger } from "#lib/services/ledger/memory-ledger.ts";
import { prunePayments } from "#lib/services/ledger/prune-payments.ts";
import { planMesh } from "#lib/services/plan-mesh.ts";
import { createShoppers, type Shoppers } from "#lib/services/shoppers.ts";
import { assortment } from "#lib/shop/assortment.ts";
import { createTelemetry } from "#lib/telemetry/create.ts";
import { createKeyedIds } from "#lib/telemetry/traces/keyed-ids.ts";
import type { Telemetry } from "#lib/telemetry/types.ts";
import { checkFaults } from "./check-faults.ts";
import type { VirtualPlan } from "./virtual-plan.ts";

export type VirtualWorld = {
  clock: VirtualClock;
  telemetry: Telemetry;
  mesh: Mesh;
  faults: Faults;
  shoppers: Shoppers;
  /** Does what is to be done from time to time besides answering requests. */
  housekeeping(): Promise<void>;
};

type Given = { plan: VirtualPlan; startMs: number; out: string; version: string };

/** `opened` closes what was opened, last first. */
export async function openVirtualWorld(
  opened: AsyncDisposableStack,
  { plan, startMs, out, version }: Given,
): Promise<VirtualWorld> {
  const { seed } = plan;
  const clock = createVirtualClock({ startMs });
  const ledger = createMemoryLedger({ shoppers: knownShoppers, products: assortment });
  const { topology, definitions, places, entries } = planMesh({ seed, count: plan.services, clock, ledger });
  checkFaults(plan, places);

  const telemetry = await createTelemetry({
    config: configOf(plan, out),
    clock,
    instanceId: "virtual",
    version,
    virtual: { spanIds: createKeyedIds(seed), recordTo: out },
  });
  opened.defer(() => telemetry.close());
  const faults = createFaults({ clock, places });
  opened.defer(() => faults.close());
  const mesh = createMesh({
    clock,
    seed,
    telemetry,
    topology,
    definitions,
    conditions: faults.conditions,
    transport:
      (host): Transport =>
      (envelope, signal) =>
        host.handle(envelope, signal),
  });
  opened.defer(() => mesh.close());
  const shoppers = createShoppers({
    clock,
    seed,
    runId: "virtual",
    enter: mesh.enter,
    requestsPerSecond: plan.requestsPerSecond,
    visitors: knownShoppers,
    skus: assortment,
    entries,
  });
  opened.defer(() => shoppers.close());
  return {
    clock,
    telemetry,
    mesh,
    faults,
    shoppers,
    async housekeeping() {
      await prunePayments({ ledger, clock });
    },
  };
}

/** The environment of the machine has no say in a run that is to be the same everywhere. */
function configOf({ services }: VirtualPlan, out: string) {
  return loadConfig({
    DATA_DIR: join(out, "warehouse"),
    LOG_STDOUT: "off",
    METRICS_SERIES_LIMIT: String(Math.min(100_000, Math.max(2_000, services * 20))),
    WAREHOUSE_MEMORY_MB: "512",
    // Nothing of a run gets too old or too much.
    WAREHOUSE_MAX_MB: "102400",
    WAREHOUSE_RETENTION_HOURS: "2160",
  });
}
