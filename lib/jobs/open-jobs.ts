// The jobs of this process, from the first order to the last. They begin when the server answers: no start waits for them.
import { backOffMs } from "#lib/kernel/back-off.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { AppError } from "#lib/kernel/errors.ts";
import type { Store } from "#lib/store/types.ts";
import type { Logger } from "#lib/telemetry/types.ts";
import { createInProcessQueue } from "./in-process-queue.ts";
import { openPostgresQueue } from "./postgres-queue.ts";
import { scheduleJobs } from "./schedule-jobs.ts";
import { stopped } from "./stopped.ts";
import type { DoOrder, JobQueue, Jobs } from "./types.ts";

type Given = {
  store: Store;
  clock: Clock;
  log: Logger;
  random: () => number;
  intervalsMs: Jobs["intervalsMs"];
  perform: DoOrder;
};

export type RunningJobs = Jobs & {
  start(): void;
  /** Whether orders are taken. */
  isOpen(): boolean;
  close(): Promise<void>;
};

/** A database that is away is asked again. */
const pace = { leastMs: 1_000, mostMs: 30_000 };

export function openJobs({ store, clock, log, random, intervalsMs, perform }: Given): RunningJobs {
  const stopping = new AbortController();
  let queue: JobQueue | undefined;
  let opening: Promise<void> | undefined;
  let stopSchedule = () => {};

  const openQueue = async (failures = 0): Promise<JobQueue | undefined> => {
    if (stopping.signal.aborted) return undefined;
    if (store.kind === "pglite") return createInProcessQueue({ perform, log });
    try {
      return await openPostgresQueue({ store, perform, log });
    } catch (error) {
      if (failures === 0) log.exception("the queue of jobs does not open yet; it is tried again", error);
      await clock.sleep(backOffMs(failures, pace, random), stopping.signal).catch(() => undefined);
      return openQueue(failures + 1);
    }
  };
  const send: JobQueue["send"] = async (job, order) => {
    if (!queue) throw new AppError("unavailable", "The jobs of this server do not run yet. Try again soon.");
    return queue.send(job, order);
  };
  const open = async () => {
    queue = await openQueue();
    if (queue && !stopping.signal.aborted) stopSchedule = scheduleJobs({ clock, intervalsMs, send, log });
  };

  return {
    intervalsMs,
    send,
    isOpen: () => queue !== undefined,
    start() {
      opening ??= open();
    },
    async close() {
      stopping.abort(stopped());
      await opening;
      stopSchedule();
      await queue?.close();
    },
  };
}
