// The mesh of this process: which services it has, how their calls travel, who shops there.
import { type Config, ownHost } from "#lib/config/load.ts";
import { createFaults } from "#lib/faults/create.ts";
import type { Faults } from "#lib/faults/types.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { PassPoint } from "#lib/kernel/crash-points.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { createMesh } from "#lib/mesh/create.ts";
import { createHttpTransport } from "#lib/mesh/http-transport.ts";
import { createOutposts, type Outposts } from "#lib/mesh/outposts.ts";
import type { Mesh, Topology, Transport } from "#lib/mesh/types.ts";
import { knownShoppers } from "#lib/services/ledger/known-shoppers.ts";
import { prunePayments } from "#lib/services/ledger/prune-payments.ts";
import { createSqlLedger } from "#lib/services/ledger/sql-ledger.ts";
import { planMesh } from "#lib/services/plan-mesh.ts";
import { createShoppers, type Shoppers } from "#lib/services/shoppers.ts";
import { assortment } from "#lib/shop/assortment.ts";
import type { Store } from "#lib/store/types.ts";
import type { Telemetry } from "#lib/telemetry/types.ts";
import { breakableVendors } from "#lib/vendors/create-source.ts";
import { every } from "./schedule.ts";

type Given = {
  config: Config;
  clock: Clock;
  telemetry: Telemetry;
  store: Store;
  /** Names this run of the process: what shoppers ask for must not look like an earlier run's. */
  runId: string;
  /** Whether this process no longer takes connections, not even its own. */
  draining(): boolean;
  passPoint: PassPoint;
};

export type MeshRuntime = {
  mesh: Mesh;
  outposts: Outposts;
  faults: Faults;
  shoppers: Shoppers;
  /** From now on this process answers at that port, so that its services can call each other. */
  serveAt(port: number): void;
};

/** About what one person would see happen in a small shop. */
const usualRequestsPerSecond = 3;
const tidyIntervalMs = 600_000;

export async function openMesh(opened: AsyncDisposableStack, given: Given): Promise<MeshRuntime> {
  const { config, clock, telemetry, store, runId, draining, passPoint } = given;
  const seed = config.MESH_SEED;
  const ledger = createSqlLedger(store, passPoint);
  const { MESH_SERVICES: count, MESH_PATIENCE: patience } = config;
  const { topology, definitions, places, entries } = planMesh({ seed, count, patience, clock, ledger });
  const outposts = createOutposts({ clock, names: outpostsIn(config, topology) });
  const here = (id: string) => !outposts.expects(id);
  const faults = createFaults({ clock, places: { ...places, vendors: breakableVendors(config) } });
  opened.defer(() => faults.close());

  let own = "";
  const http = createHttpTransport({
    urlOf: (service) => config.SERVICE_URLS[service] ?? own,
    token: config.MESH_TOKEN,
  });
  opened.defer(() => http.close());
  const mesh = createMesh({
    clock,
    seed,
    telemetry,
    topology,
    definitions,
    hosts: here,
    elsewhere: outposts,
    conditions: faults.conditions,
    // A driver speaks to the database and the cache from within its process; the others are reached over the network,
    // until a stop: what is in flight then must still find them.
    transport:
      (host): Transport =>
      (envelope, signal) =>
        here(envelope.service) && (draining() || topology.services.get(envelope.service)?.kind !== "http")
          ? host.handle(envelope, signal)
          : http.send(envelope, signal),
  });
  opened.defer(() => mesh.close());

  const shoppers = createShoppers({
    clock,
    seed,
    runId,
    enter: mesh.enter,
    requestsPerSecond: usualRequestsPerSecond * config.SIMULATION_SPEED,
    visitors: knownShoppers,
    skus: assortment,
    entries,
  });
  opened.defer(() => shoppers.close());
  const tidy = () =>
    prunePayments({ ledger, clock }).catch((error: unknown) =>
      telemetry.service("faultmart").log.exception("old payments could not be removed", error),
    );
  opened.defer(every(tidyIntervalMs, tidy));
  return {
    mesh,
    outposts,
    faults,
    shoppers,
    serveAt(port) {
      own = `http://${ownHost(config.HOST)}:${port}`;
      outposts.listen();
      shoppers.start();
    },
  };
}

/** The name `*` is for the processes of single services: it stands for this one. */
function outpostsIn({ SERVICE_URLS }: Config, { services }: Topology): string[] {
  const names = Object.keys(SERVICE_URLS).filter((name) => name !== "*");
  const unknown = names.find((name) => !services.has(name));
  if (unknown === undefined) return names;
  const known = [...services.keys()].slice(0, 9).join(", ");
  throw new AppError(
    "validation_failed",
    `SERVICE_URLS names ${unknown}, which is no service. There are ${known}${services.size > 9 ? " …" : ""}.`,
  );
}
