// Time is a parameter: code that waits or stamps takes a Clock, so that it can run under a simulated one.
import type { StopSignal } from "./stop-signal.ts";

export type Clock = {
  /** Milliseconds since the epoch, with fractions; may jump when the machine's clock is set. */
  nowMs(): number;
  /** Milliseconds from an arbitrary origin; never goes back. Durations come from here. */
  monotonicMs(): number;
  sleep(durationMs: number, signal?: StopSignal): Promise<void>;
  /** Calls `ring` when the time has passed, unless what it returns is called before. */
  after(durationMs: number, ring: () => void): () => void;
};

/** Date.now() has whole milliseconds only, in which a caller and its callee start at once; so it is asked once in each. */
function preciseNow(): () => number {
  const toleranceMs = 2;
  let offsetMs = Date.now() - performance.now();
  let askAgainAtMs = 0;
  return () => {
    const passedMs = performance.now();
    if (passedMs < askAgainAtMs) return offsetMs + passedMs;
    askAgainAtMs = passedMs + 1;
    const wallMs = Date.now();
    if (Math.abs(offsetMs + passedMs - wallMs) > toleranceMs) offsetMs = wallMs - passedMs;
    return offsetMs + passedMs;
  };
}

/** What a timer is asked to wait beyond this many milliseconds it does not wait at all. */
const longestTimerMs = 2 ** 31 - 1;

function after(durationMs: number, ring: () => void): () => void {
  let leftMs = durationMs;
  const wait = (): NodeJS.Timeout => {
    const stepMs = Math.min(leftMs, longestTimerMs);
    leftMs -= stepMs;
    return setTimeout(wakeUp, stepMs);
  };
  const wakeUp = () => {
    if (leftMs > 0) timer = wait();
    else ring();
  };
  let timer = wait();
  return () => clearTimeout(timer);
}

export const wallClock: Clock = {
  nowMs: preciseNow(),
  monotonicMs: () => performance.now(),
  after,
  sleep: (durationMs, signal) =>
    new Promise((resolve, reject) => {
      if (!signal) return void after(durationMs, resolve);
      if (signal.aborted) return reject(signal.reason);
      const onAbort = () => {
        cancel();
        reject(signal.reason);
      };
      const cancel = after(durationMs, () => {
        signal.removeEventListener("abort", onAbort);
        resolve();
      });
      signal.addEventListener("abort", onAbort, { once: true });
    }),
};
