// When shoppers come: at random, one independently of the other, on average so many a second (a Poisson process).
import type { Clock } from "#lib/kernel/clock.ts";
import { keyedRandom } from "#lib/kernel/random.ts";
import { aborted } from "#lib/mesh/wait.ts";

export type Arrivals = {
  start(): void;
  /** Takes effect at once: who is on the way comes sooner or later than planned. 0 stops arrivals. */
  setRate(perSecond: number): void;
  close(): void;
};

type Options = { clock: Clock; seed: string; perSecond: number; arrive(nth: number): void };

/** After a machine slept, or could not keep up, nobody comes to make up for it. */
const longestLagMs = 1_000;

export function createArrivals({ clock, seed, perSecond, arrive }: Options): Arrivals {
  /** How many mean gaps lie before the nth: its dice are its own, whatever the rate. */
  const gapBefore = (nth: number) => keyedRandom(seed, "arrivals", nth).exponential(1);
  let nth = 0;
  let gapsLeft = gapBefore(nth);
  /** The moment that `gapsLeft` counts from. */
  let sinceMs = 0;
  let rate = perSecond;
  let changed = new AbortController();
  let running = false;

  const dueMs = () => sinceMs + (gapsLeft / rate) * 1_000;

  const admit = (nowMs: number) => {
    if (nowMs - dueMs() > longestLagMs) sinceMs += nowMs - dueMs();
    while (rate > 0 && dueMs() <= nowMs) {
      sinceMs = dueMs();
      arrive(nth);
      nth += 1;
      gapsLeft = gapBefore(nth);
    }
  };

  const run = async () => {
    while (running) {
      const { signal } = changed;
      if (rate === 0) {
        await aborted(signal);
        continue;
      }
      const next = dueMs();
      const slept = await clock.sleep(Math.max(0, next - clock.monotonicMs()), signal).then(
        () => true,
        () => false,
      );
      // A timer may fire a little early, and a sum of small times be a little short.
      if (slept && running) admit(Math.max(next, clock.monotonicMs()));
    }
  };

  const wake = () => {
    changed.abort();
    changed = new AbortController();
  };

  return {
    start() {
      if (running) return;
      running = true;
      sinceMs = clock.monotonicMs();
      void run();
    },
    setRate(next) {
      const nowMs = clock.monotonicMs();
      if (running) gapsLeft = Math.max(0, gapsLeft - ((nowMs - sinceMs) / 1_000) * rate);
      sinceMs = nowMs;
      rate = next;
      wake();
    },
    close() {
      running = false;
      wake();
    },
  };
}
