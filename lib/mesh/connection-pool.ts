// The connections a caller keeps to one callee. A call without one waits in line, but not for long.
import type { Clock } from "#lib/kernel/clock.ts";
import type { StopSignal } from "#lib/kernel/stop-signal.ts";
import { createSlots, type Release } from "./slots.ts";

export type ConnectionPool = {
  /**
   * `left` is how many connections there are now, if not all; the newest word counts for everyone who waits.
   * Undefined when no connection came free in time, or the signal was aborted first.
   */
  acquire(left: number | undefined, signal: StopSignal): Promise<Release | undefined>;
  inUse(): number;
  waiting(): number;
};

type Given = { clock: Clock; connections: number; waitMs: number };

export function createConnectionPool({ clock, connections, waitMs }: Given): ConnectionPool {
  const slots = createSlots(undefined);

  const wait = (signal: StopSignal) => {
    const place = slots.queueUp(() => {
      signal.removeEventListener("abort", place.leave);
      cancel();
    });
    signal.addEventListener("abort", place.leave, { once: true });
    const cancel = clock.after(waitMs, () => place.leave());
    return place.turn;
  };

  return {
    acquire(left, signal) {
      slots.allow(Math.min(connections, left ?? connections));
      if (signal.aborted) return Promise.resolve(undefined);
      const free = slots.take();
      return free ? Promise.resolve(free) : wait(signal);
    },
    inUse: slots.inUse,
    waiting: slots.waiting,
  };
}
