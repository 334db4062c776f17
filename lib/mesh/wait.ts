// Waiting for something, but not for ever, on whichever clock there is.
import type { Clock } from "#lib/kernel/clock.ts";
import { Stop, type StopSignal } from "#lib/kernel/stop-signal.ts";

/** Shared: an Error for each call that took too long would cost a stack trace every time. */
export const outOfTime = new Error("out of time");

export type Limited<T> = { done: true; value: T } | { done: false };

/** What `work` gives, or nothing once the time is over or `outer` is aborted; the work's own signal is aborted then. */
export function within<T>(
  clock: Clock,
  limitMs: number,
  outer: StopSignal,
  work: (signal: StopSignal) => Promise<T>,
): Promise<Limited<T>> {
  if (outer.aborted || limitMs <= 0) return Promise.resolve({ done: false });
  return new Promise((resolve, reject) => {
    const inner = new Stop();
    const giveUp = () => {
      end();
      resolve({ done: false });
      inner.abort(outOfTime);
    };
    outer.addEventListener("abort", giveUp, { once: true });
    const cancel = clock.after(limitMs, giveUp);
    const end = () => {
      cancel();
      outer.removeEventListener("abort", giveUp);
    };
    work(inner).then(
      (value) => {
        end();
        resolve({ done: true, value });
      },
      (error: unknown) => {
        end();
        reject(error);
      },
    );
  });
}

/** Resolves when the signal is aborted. */
export function aborted(signal: StopSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
