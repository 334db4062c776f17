// Time is a parameter: code that waits or stamps takes a Clock, so that it can run under a simulated one.
export type Clock = {
  /** Milliseconds since the epoch, with fractions; may jump when the machine's clock is set. */
  nowMs(): number;
  /** Milliseconds from an arbitrary origin; never goes back. Durations come from here. */
  monotonicMs(): number;
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
};

/** Date.now() has whole milliseconds only, in which a caller and its callee start at once. */
function preciseNow(): () => number {
  const toleranceMs = 2;
  let offsetMs = Date.now() - performance.now();
  return () => {
    const preciseMs = offsetMs + performance.now();
    const wallMs = Date.now();
    if (Math.abs(preciseMs - wallMs) <= toleranceMs) return preciseMs;
    offsetMs = wallMs - performance.now();
    return wallMs;
  };
}

/** What a timer is asked to wait beyond this many milliseconds it does not wait at all. */
const longestTimerMs = 2 ** 31 - 1;

export const wallClock: Clock = {
  nowMs: preciseNow(),
  monotonicMs: () => performance.now(),
  sleep: (durationMs, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      let leftMs = durationMs;
      const wait = (): NodeJS.Timeout => {
        const stepMs = Math.min(leftMs, longestTimerMs);
        leftMs -= stepMs;
        return setTimeout(wakeUp, stepMs);
      };
      const wakeUp = () => {
        if (leftMs > 0) {
          timer = wait();
          return;
        }
        signal?.removeEventListener("abort", onAbort);
        resolve();
      };
      let timer = wait();
      const onAbort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", onAbort, { once: true });
    }),
};
