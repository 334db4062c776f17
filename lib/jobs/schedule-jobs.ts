// Proposes every tick of every job at its time. All processes do; the queue and the table see to it that one of them runs it.
import { type VendorQuestion, vendorQuestions } from "#lib/contract/vendor-questions.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { Logger } from "#lib/telemetry/types.ts";
import { nextTickMs, offsetsMs, tickAt } from "./ticks.ts";
import type { JobQueue, Jobs } from "./types.ts";

type Given = {
  clock: Pick<Clock, "nowMs" | "after">;
  intervalsMs: Jobs["intervalsMs"];
  send: JobQueue["send"];
  log: Pick<Logger, "exception">;
};

/** Who has just started, or has just been updated, looks at its vendors soon; one job after the other. */
const firstMs = 1_000;
const apartMs = 1_000;

export function scheduleJobs({ clock, intervalsMs, send, log }: Given): () => void {
  const cancels = new Map<VendorQuestion, () => void>();
  const propose = (job: VendorQuestion) => {
    const pace = { offsetMs: offsetsMs[job], intervalMs: intervalsMs[job] };
    const nowMs = clock.nowMs();
    send(job, { tick: tickAt(pace, nowMs), trigger: "schedule" }).catch((error: unknown) =>
      log.exception("a run could not be ordered", error, { job }),
    );
    // Asked anew each time: a clock that was set is followed at once.
    cancels.set(
      job,
      clock.after(nextTickMs(pace, nowMs) - nowMs, () => propose(job)),
    );
  };
  for (const [nth, job] of vendorQuestions.entries())
    cancels.set(
      job,
      clock.after(firstMs + nth * apartMs, () => propose(job)),
    );
  return () => {
    for (const cancel of cancels.values()) cancel();
  };
}
