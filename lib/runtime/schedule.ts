/** Calls at an interval without keeping the process alive; the function it returns stops that. */
export function every(intervalMs: number, act: () => void): () => void {
  const timer = setInterval(act, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** As `every`, but what takes longer than the interval is not begun again meanwhile; stopping waits for it. */
export function everyInTurn(intervalMs: number, act: () => Promise<unknown>): () => Promise<void> {
  let running: Promise<unknown> | undefined;
  const stop = every(intervalMs, () => {
    running ??= act().finally(() => {
      running = undefined;
    });
  });
  return async () => {
    stop();
    await running;
  };
}
