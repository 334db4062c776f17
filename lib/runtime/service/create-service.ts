// What the process of one service is made of: the same mesh, in which it hosts that service alone, and a reporter.
import { randomUUID } from "node:crypto";
import type { Config } from "#lib/config/load.ts";
import { createFaults } from "#lib/faults/create.ts";
import { createExchangeRecorder, type ExchangeRecorder } from "#lib/http/server/exchange.ts";
import { createRequestWindow } from "#lib/http/server/request-window.ts";
import { wallClock } from "#lib/kernel/clock.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { createMesh } from "#lib/mesh/create.ts";
import { createHttpTransport } from "#lib/mesh/http-transport.ts";
import type { Mesh, Topology } from "#lib/mesh/types.ts";
import { createMemoryLedger } from "#lib/services/ledger/memory-ledger.ts";
import { planMesh } from "#lib/services/plan-mesh.ts";
import { createTelemetry } from "#lib/telemetry/create.ts";
import type { Runtime } from "../type.ts";
import { absentPart } from "./absent-part.ts";
import { createReportPost } from "./post-report.ts";
import { createRowsWaiting } from "./report-rows.ts";
import { createReporter } from "./reporter.ts";

export type ServiceRuntime = Runtime & {
  readonly exchanges: ExchangeRecorder;
  draining(): boolean;
  /** From now on nothing new is taken on. */
  drain(): void;
  /** Stops everything, last started first; what was recorded is with the main process then, if that takes it. */
  close(): Promise<void>;
};

type Options = { config: Config; service: string; version: string };

/** Where the main process is, unless `*` in SERVICE_URLS says otherwise. */
const usualMainUrl = "http://127.0.0.1:3000";
/** How long the last reports may take. */
const farewellMs = 3_000;

export async function createServiceRuntime(options: Options): Promise<ServiceRuntime> {
  const opened = new AsyncDisposableStack();
  try {
    return await assemble(opened, options);
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

async function assemble(
  opened: AsyncDisposableStack,
  { config, service, version }: Options,
): Promise<ServiceRuntime> {
  const clock = wallClock;
  const instance = randomUUID();
  const mainUrl = config.SERVICE_URLS["*"] ?? usualMainUrl;
  let isDraining = false;

  // The database is not hosted here, so nobody asks its ledger.
  const ledger = createMemoryLedger({ shoppers: [], products: [] });
  const seed = config.MESH_SEED;
  const { MESH_SERVICES: count, MESH_PATIENCE: patience } = config;
  const { topology, definitions, places } = planMesh({ seed, count, patience, clock, ledger });
  checkService(topology, service);

  const rows = createRowsWaiting(clock, service);
  const telemetry = await createTelemetry({ config, clock, instanceId: instance, version, reportTo: rows });
  opened.defer(() => telemetry.close());
  const web = telemetry.service("faultmart");
  const exchanges = createExchangeRecorder(web, clock, createRequestWindow(clock));

  const faults = createFaults({ clock, places });
  opened.defer(() => faults.close());
  const http = createHttpTransport({
    urlOf: (name) => config.SERVICE_URLS[name] ?? mainUrl,
    token: config.MESH_TOKEN,
  });
  opened.defer(() => http.close());
  const mesh = createMesh({
    clock,
    seed,
    telemetry,
    topology,
    definitions,
    hosts: (name) => name === service,
    conditions: faults.conditions,
    transport: () => http.send,
    onObserved: rows.takeCall,
  });
  opened.defer(() => mesh.close());

  const reporter = createReporter({
    clock,
    post: createReportPost(mainUrl, config.MESH_TOKEN),
    rows,
    identity: { service, instance, version },
    state: () => ({ ...stateOf(mesh, service), answers: !isDraining && mesh.host.answers(service) }),
    onArmed: faults.replace,
    log: web.log.named("reports"),
  });
  web.meter.observedGauge(
    { name: "mesh_report_rows_lost", help: "Spans, log lines and calls that could not be reported" },
    () => [{ value: reporter.lost(), labels: {} }],
  );
  opened.defer(() => reporter.close(farewellMs));

  let closing: Promise<void> | undefined;
  return {
    config,
    clock,
    telemetry,
    web,
    mesh,
    faults,
    store: absentPart("database"),
    outposts: absentPart("other processes that report to it"),
    shoppers: absentPart("shoppers"),
    shop: absentPart("shop"),
    checkout: absentPart("checkout"),
    notifications: absentPart("notifications"),
    flashBuyers: absentPart("flash sales"),
    flashLoads: absentPart("flash sales"),
    logTail: absentPart("the live tail"),
    stockChanged: () => undefined,
    alerts: absentPart("alerts"),
    vendors: absentPart("vendors"),
    jobs: undefined,
    feeds: absentPart("feeds"),
    browserIntake: undefined,
    openApi: () => absentPart("documentation"),
    readiness: {
      reports: async () => {
        if (!reporter.heard()) throw new AppError("unavailable", "The main process takes no reports.");
      },
      accepting: async () => {
        if (isDraining) throw new AppError("unavailable", "This server is stopping.");
      },
    },
    exchanges,
    draining: () => isDraining,
    drain: () => {
      isDraining = true;
      exchanges.announceClose();
    },
    close: () => {
      closing ??= opened.disposeAsync();
      return closing;
    },
  };
}

/** The data services stay beside the data. */
function checkService({ services }: Topology, name: string): void {
  const spec = services.get(name);
  if (spec?.kind === "http") return;
  const movable = [...services.values()].filter(({ kind }) => kind === "http").map(({ id }) => id);
  const shown = `${movable.slice(0, 20).join(", ")}${movable.length > 20 ? " …" : ""}`;
  const why = spec
    ? `${name} works on what the main process holds, so it runs there only.`
    : `There is no service ${name}.`;
  throw new AppError("not_found", `${why} These can run on their own: ${shown}.`);
}

function stateOf(mesh: Mesh, service: string) {
  const dependencies = mesh.topology.services.get(service)?.dependencies ?? [];
  return {
    ...mesh.host.load(service),
    edges: dependencies.map(({ to }) => {
      const { breaker, retriesPerSecond } = mesh.edge(service, to);
      return { to, breaker, retriesPerSecond };
    }),
  };
}
