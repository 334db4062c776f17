// Time that passes only when nobody has anything left to do: an hour of sleeping takes as long as what is done between
// the sleeps. One thread, one event at a time, so the same code with the same dice always does the same.
import type { Clock } from "./clock.ts";
import type { StopSignal } from "./stop-signal.ts";
import { AlarmQueue } from "./virtual-clock-queue.ts";

export type RunOptions = {
  /** Called now and then with the virtual time. */
  onProgress?: (nowMs: number) => void;
  /** Asked before every event; time stands still until what it returns has settled. */
  holdUp?: () => Promise<void> | undefined;
};

export type VirtualClock = Clock & {
  /** Lets time pass until `untilMs` since the epoch, that moment included. Rejects when one of the options throws. */
  run(untilMs: number, options?: RunOptions): Promise<void>;
};

const eventsPerProgress = 4_096;
/** What comes from outside, such as a file that was written, waits for no more than these. */
const eventsPerTurn = 32;

/** Time is counted in whole microseconds, so that sums of sleeps have no rounding of their own. */
export function createVirtualClock({ startMs }: { startMs: number }): VirtualClock {
  const startUs = Math.round(startMs * 1_000);
  const alarms = new AlarmQueue();
  let elapsedUs = 0;
  let running = false;
  const nowMs = () => (startUs + elapsedUs) / 1_000;

  const runUntil = (untilUs: number, { onProgress, holdUp }: RunOptions) =>
    new Promise<void>((resolve, reject) => {
      let events = 0;
      let queued = 0;
      let still = false;
      const step = () => {
        queued -= 1;
        if (still) return;
        try {
          const hold = holdUp?.();
          if (hold) {
            still = true;
            return void hold.then(goOn, reject);
          }
          const alarm = alarms.take(untilUs);
          elapsedUs = alarm?.dueUs ?? untilUs;
          if (!alarm) return finish(resolve);
          alarm.ring();
          events += 1;
          if (events % eventsPerProgress === 0) onProgress?.(nowMs());
          if (queued === 0) next();
        } catch (error) {
          finish(() => reject(error));
        }
      };
      // An immediate comes after every promise chain and every nextTick that the last one set off, however deep; so many
      // at a time share one turn of the event loop, which costs as much as an event.
      const next = () => {
        for (; queued < eventsPerTurn; queued += 1) setImmediate(step);
      };
      const goOn = () => {
        still = false;
        next();
      };
      const finish = (settle: () => void) => {
        still = true;
        settle();
      };
      next();
    });

  return {
    nowMs,
    monotonicMs: () => elapsedUs / 1_000,
    sleep: (durationMs, signal) => sleep(alarms, elapsedUs + microseconds(durationMs), signal),
    after(durationMs, ring) {
      const alarm = alarms.add(elapsedUs + microseconds(durationMs), ring);
      return () => alarms.cancel(alarm);
    },
    async run(untilMs, options = {}) {
      if (running) throw new Error("The virtual clock is running already");
      running = true;
      const untilUs = Math.max(elapsedUs, Math.round(untilMs * 1_000) - startUs);
      await runUntil(untilUs, options).finally(() => {
        running = false;
      });
    },
  };
}

/** As timers do: what is not a length of time is none. */
function microseconds(durationMs: number): number {
  return durationMs > 0 ? Math.round(durationMs * 1_000) : 0;
}

function sleep(alarms: AlarmQueue, dueUs: number, signal: StopSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!signal) return void alarms.add(dueUs, resolve);
    if (signal.aborted) return reject(signal.reason);
    const onAbort = () => {
      alarms.cancel(alarm);
      reject(signal.reason);
    };
    const alarm = alarms.add(dueUs, () => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    });
    signal.addEventListener("abort", onAbort, { once: true });
  });
}
