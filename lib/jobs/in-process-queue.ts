// The queue where this process is the only one that has the database: nobody else can be at work on a job.
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import type { Logger } from "#lib/telemetry/types.ts";
import { stopped } from "./stopped.ts";
import type { DoOrder, JobQueue } from "./types.ts";

type Given = { perform: DoOrder; log: Pick<Logger, "exception"> };

export function createInProcessQueue({ perform, log }: Given): JobQueue {
  const underWay = new Map<VendorQuestion, Promise<void>>();
  const stopping = new AbortController();
  return {
    async send(job, order) {
      if (underWay.has(job) || stopping.signal.aborted) return false;
      const work = perform(job, order, stopping.signal)
        .catch((error: unknown) => log.exception("a job could not be run", error, { job }))
        .finally(() => underWay.delete(job));
      underWay.set(job, work);
      return true;
    },
    async close() {
      stopping.abort(stopped());
      await Promise.all(underWay.values());
    },
  };
}
