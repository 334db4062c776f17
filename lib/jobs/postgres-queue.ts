// The queue where several processes share a PostgreSQL: pg-boss gives an order to one of them, and to another one when that
// one is not heard of any longer.
import type { PgBoss } from "pg-boss";
import { type VendorQuestion, vendorQuestions } from "#lib/contract/vendor-questions.ts";
import type { Store } from "#lib/store/types.ts";
import type { Logger } from "#lib/telemetry/types.ts";
import { stopped } from "./stopped.ts";
import type { DoOrder, JobOrder, JobQueue } from "./types.ts";

type PostgresStore = Extract<Store, { kind: "postgres" }>;
type Given = { store: PostgresStore; perform: DoOrder; log: Pick<Logger, "exception" | "warn"> };

const schema = "pgboss";
/** Only what another process has left behind is found by looking: who orders a run wakes its own worker. */
const lookIntervalSeconds = 5;
/** As short as pg-boss allows: a process that is silent for longer has lost its run. */
const heartbeatSeconds = 10;
const superviseIntervalSeconds = 5;
/** What is asked again and again is ordered anew at the next tick; more attempts would only be in its way. */
const retryLimit = 5;
const keptSeconds = 3_600;
const goodbyeMs = 5_000;

export async function openPostgresQueue({ store, perform, log }: Given): Promise<JobQueue> {
  // Read only where it is needed: it takes some twenty megabytes.
  const { PgBoss } = await import("pg-boss");
  const boss = new PgBoss({
    db: { executeSql: (text, values) => store.query(text, values) },
    schema,
    schedule: false,
    superviseIntervalSeconds,
    monitorIntervalSeconds: superviseIntervalSeconds,
    reindex: false,
    monitorVacuum: false,
  });
  listen(boss, log);
  const stopping = new AbortController();
  try {
    await boss.start();
    const workers = await startWorkers(boss, perform, stopping.signal);
    return {
      async send(job, order) {
        const id = await boss.send(job, order);
        const worker = workers.get(job);
        if (worker) boss.notifyWorker(worker);
        return id !== null;
      },
      async close() {
        stopping.abort(stopped());
        await boss.stop({ close: false, timeout: goodbyeMs });
      },
    };
  } catch (error) {
    await boss.stop({ close: false, graceful: false });
    throw error;
  }
}

async function startWorkers(boss: PgBoss, perform: DoOrder, stopping: AbortSignal) {
  const workers = new Map<VendorQuestion, string>();
  const queue = {
    policy: "exclusive",
    heartbeatSeconds,
    retryLimit,
    retryDelay: 1,
    deleteAfterSeconds: keptSeconds,
  };
  for (const job of vendorQuestions) {
    await boss.createQueue(job, queue);
    const options = { pollingIntervalSeconds: lookIntervalSeconds };
    const worker = await boss.work<JobOrder>(job, options, async (orders) => {
      for (const { data, signal } of orders) await perform(job, data, AbortSignal.any([stopping, signal]));
    });
    workers.set(job, worker);
  }
  return workers;
}

/** What it says of itself. */
function listen(boss: PgBoss, log: Given["log"]): void {
  boss.on("error", (error) => log.exception("the queue of jobs has trouble", error));
  boss.on("warning", ({ message }) => log.warn("the queue of jobs has a warning", { warning: message }));
}
