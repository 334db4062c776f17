import type { Clock } from "#lib/kernel/clock.ts";

export type EndTimer = {
  /** At which moment of the monotonic clock to call; only the last one counts, undefined calls never. */
  setFor(atMs: number | undefined): void;
  close(): void;
};

/** Clocks count in whole microseconds: waiting for less than one would never end. */
const shortestMs = 0.001;

export function createEndTimer(clock: Clock, onDue: () => void): EndTimer {
  let waiting: { atMs: number; stop: AbortController } | undefined;
  let closed = false;

  const setFor = (atMs: number | undefined) => {
    if (closed || atMs === waiting?.atMs) return;
    waiting?.stop.abort();
    waiting = undefined;
    if (atMs === undefined) return;
    const mine = { atMs, stop: new AbortController() };
    waiting = mine;
    const due = () => {
      if (waiting !== mine) return;
      waiting = undefined;
      // Timers can be early by a fraction of a millisecond.
      if (clock.monotonicMs() < atMs) setFor(atMs);
      else onDue();
    };
    clock
      .sleep(Math.max(shortestMs, atMs - clock.monotonicMs()), mine.stop.signal)
      .then(due, () => undefined);
  };

  return {
    setFor,
    close() {
      closed = true;
      waiting?.stop.abort();
      waiting = undefined;
    },
  };
}
