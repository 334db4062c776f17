import type { Clock } from "#lib/kernel/clock.ts";

export type Hurry = {
  /** Soon, and once for all who ask until then. */
  ask(): void;
  close(): void;
};

type Given = { act: () => void; clock: Clock; leastMs: number };

/** For news that should not wait for the next tick: `act` runs at once, but never twice within `leastMs`. */
export function createHurry({ act, clock, leastMs }: Given): Hurry {
  let lastMs = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  return {
    ask() {
      if (timer || closed) return;
      // Even "at once" is later: whoever brings the news is still in the middle of it.
      const waitMs = Math.max(0, lastMs + leastMs - clock.monotonicMs());
      timer = setTimeout(() => {
        timer = undefined;
        lastMs = clock.monotonicMs();
        act();
      }, waitMs);
    },
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
