// Waiting for something, but not for ever, on whichever clock there is.
import type { Clock } from "#lib/kernel/clock.ts";

/** Shared: an Error for each call that took too long would cost a stack trace every time. */
export const outOfTime = new Error("out of time");

export type Limited<T> = { done: true; value: T } | { done: false };

/** What `work` gives, or nothing once the time is over or `outer` is aborted; the work's own signal is aborted then. */
export async function within<T>(
  clock: Clock,
  limitMs: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<Limited<T>> {
  if (outer.aborted || limitMs <= 0) return { done: false };
  const inner = new AbortController();
  const given = Promise.withResolvers<Limited<T>>();
  const giveUp = () => {
    given.resolve({ done: false });
    inner.abort(outOfTime);
  };
  outer.addEventListener("abort", giveUp, { once: true });
  const cancel = clock.after(limitMs, giveUp);
  work(inner.signal).then((value) => given.resolve({ done: true, value }), given.reject);
  try {
    return await given.promise;
  } finally {
    cancel();
    outer.removeEventListener("abort", giveUp);
  }
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
