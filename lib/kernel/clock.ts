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

export const wallClock: Clock = {
  nowMs: preciseNow(),
  monotonicMs: () => performance.now(),
  sleep: (durationMs, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", onAbort);
        resolve();
      }, durationMs);
      const onAbort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", onAbort, { once: true });
    }),
};
