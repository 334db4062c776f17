// What is known of vendors in this process: where it comes from, when it is asked for, and who hears of it.
import { takeAnswer } from "#lib/alerts/take-answer.ts";
import type { AlertsContext } from "#lib/alerts/types.ts";
import type { Config } from "#lib/config/load.ts";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import type { Faults } from "#lib/faults/types.ts";
import { listenToOthers } from "#lib/jobs/listen-to-others.ts";
import { openJobs, type RunningJobs } from "#lib/jobs/open-jobs.ts";
import { runJob } from "#lib/jobs/run-job.ts";
import type { Jobs, RunContext } from "#lib/jobs/types.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { SocketServer } from "#lib/live/socket-server.ts";
import { toldOf } from "#lib/live/vendor-events.ts";
import type { Store } from "#lib/store/types.ts";
import type { Logger, ServiceTelemetry } from "#lib/telemetry/types.ts";
import { createVendorSource } from "#lib/vendors/create-source.ts";
import { keepHistory } from "#lib/vendors/history/keep-history.ts";
import type { StoredAnswer, VendorSource, VendorsContext } from "#lib/vendors/types.ts";
import { everyInTurn } from "./schedule.ts";

type Given = {
  config: Config;
  clock: Clock;
  store: Store;
  web: ServiceTelemetry;
  faults: Faults;
  alerts: AlertsContext;
  sockets: Pick<SocketServer, "tell">;
  /** Which process this is. */
  runner: string;
};

export type VendorsRuntime = {
  vendors: VendorsContext;
  jobs: Jobs | undefined;
  startJobs(): void;
  /** True where there are none, too. */
  jobsOpen(): boolean;
};

export function openVendors(opened: AsyncDisposableStack, given: Given): VendorsRuntime {
  const { config, clock, store } = given;
  const intervalsMs: Record<VendorQuestion, number> = {
    "discount-stock": config.DISCOUNT_STOCK_JOB_INTERVAL * 1_000,
    "vendor-status": config.VENDOR_STATUS_JOB_INTERVAL * 1_000,
    "vendor-product-status": config.VENDOR_PRODUCT_STATUS_JOB_INTERVAL * 1_000,
  };
  const source = createVendorSource({ config, clock, conditions: given.faults.conditions });
  if (source) opened.defer(() => source.close());
  const historyDays = config.VENDOR_HISTORY_DAYS;
  const vendors: VendorsContext = {
    store,
    clock,
    source: source?.name ?? "simulated",
    intervalsMs,
    historyDays,
  };
  const jobs = source && openJobsOf(opened, given, source, vendors);
  if (store.kind === "postgres") passOnFromOthers(opened, given);
  return {
    vendors,
    jobs,
    startJobs: () => jobs?.start(),
    jobsOpen: () => jobs?.isOpen() ?? true,
  };
}

function openJobsOf(
  opened: AsyncDisposableStack,
  { clock, store, web, alerts, sockets, runner }: Given,
  source: VendorSource,
  vendors: VendorsContext,
): RunningJobs {
  const log = web.log.named("jobs");
  const run: RunContext = {
    store,
    clock,
    web: { tracer: web.tracer, log },
    runner,
    source,
    async take(tx, { run: { job: question, position }, answer, nowMs }) {
      const taken = await takeAnswer(alerts, tx, { question, answer, nowMs });
      return { ...taken, told: toldOf({ id: String(position), question, atMs: nowMs, ...taken }) };
    },
    told({ run: { job }, effect }) {
      effect.tell();
      tellBadRows(log, job, effect.stored);
      sockets.tell(effect.told);
    },
    shared: store.kind === "postgres",
    runs: web.meter.counter({
      name: "job_runs_total",
      help: "Runs of the jobs that ask for vendors, by job and outcome",
      labels: ["job", "outcome"],
    }),
  };
  const jobs = openJobs({
    store,
    clock,
    log,
    random: Math.random,
    intervalsMs: vendors.intervalsMs,
    perform: async (job, order, signal) => {
      await runJob(run, job, order, signal);
      // What was told leaves first: the embedded database keeps everybody waiting while it works.
      await clock.sleep(0);
      // What is not tidied up now is after the next run.
      await keepHistory(vendors).catch((error) =>
        log.exception("the past of vendors was not tidied up", error),
      );
    },
  });
  opened.defer(() => jobs.close());
  return jobs;
}

/** Whoever is connected here hears of the runs of other processes as well, a moment later. */
function passOnFromOthers(opened: AsyncDisposableStack, { store, web, sockets, runner }: Given): void {
  const listen = listenToOthers({ store, runner });
  let failing = false;
  const passOn = async () => {
    try {
      sockets.tell(await listen());
      failing = false;
    } catch (error) {
      // Said once: it is asked again and again.
      if (!failing) web.log.named("jobs").exception("other processes' runs could not be heard of", error);
      failing = true;
    }
  };
  opened.defer(everyInTurn(listenIntervalMs, passOn));
}

const listenIntervalMs = 2_000;
const mostTold = 2_000;

function tellBadRows(log: Logger, job: VendorQuestion, { badRows, badExamples }: StoredAnswer): void {
  if (badRows === 0) return;
  const examples = badExamples.map(({ row, problem }) => `row ${row}: ${problem}`).join("; ");
  log.warn("rows of an answer were not as agreed", {
    job,
    rows: badRows,
    examples: examples.slice(0, mostTold),
  });
}
