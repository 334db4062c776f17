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
  const proposed = new Map<VendorQuestion, number>();
  const propose = (job: VendorQuestion) => {
    const pace = { offsetMs: offsetsMs[job], intervalMs: intervalsMs[job] };
    const nowMs = clock.nowMs();
    const tick = tickAt(pace, nowMs);
    // A timer may fire a hair too early. The tick that is over must not be ordered again: it would be under way, and in the
    // way, when its successor is ordered a millisecond later.
    if (tick !== proposed.get(job))
      send(job, { tick, trigger: "schedule" }).catch((error: unknown) =>
        log.exception("a run could not be ordered", error, { job }),
      );
    proposed.set(job, tick);
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
