// Owns the decision whether a callee is worth asking. Its state follows from the clock; nothing ticks.
import type { BreakerState } from "#lib/contract/mesh.ts";
import type { Clock } from "#lib/kernel/clock.ts";

export type Breaker = {
  state(): BreakerState;
  /** False when the call must not be made. Whoever got true says how the call ended. */
  admit(): boolean;
  succeeded(): void;
  failed(): void;
};

type Given = {
  clock: Clock;
  /** Called when a call or its outcome changes the state: half-open is heard of once a probe goes out. */
  onChange?: (state: BreakerState) => void;
};

const outcomesKept = 30;
const fewestOutcomes = 20;
const failedShare = 0.5;
/** Longer than calls take, so that what was under way when it opened does not answer for the probe. */
const openMs = 5_000;

export function createBreaker({ clock, onChange = () => undefined }: Given): Breaker {
  let outcomes: boolean[] = [];
  let openedAtMs: number | undefined;
  let probedAtMs: number | undefined;

  const state = (): BreakerState => {
    if (openedAtMs === undefined) return "closed";
    return clock.monotonicMs() - openedAtMs < openMs ? "open" : "half-open";
  };
  const open = () => {
    openedAtMs = clock.monotonicMs();
    probedAtMs = undefined;
    outcomes = [];
    onChange("open");
  };
  const close = () => {
    openedAtMs = undefined;
    probedAtMs = undefined;
    onChange("closed");
  };
  const record = (good: boolean) => {
    outcomes.push(good);
    if (outcomes.length > outcomesKept) outcomes.shift();
    const bad = outcomes.filter((each) => !each).length;
    if (outcomes.length >= fewestOutcomes && bad >= outcomes.length * failedShare) open();
  };
  const finished = (good: boolean) => {
    if (openedAtMs === undefined) record(good);
    else if (probedAtMs !== undefined) good ? close() : open();
  };

  return {
    state,
    admit() {
      const now = state();
      if (now !== "half-open") return now === "closed";
      const nowMs = clock.monotonicMs();
      // A probe whose outcome never comes is given up after the time that an open breaker waits.
      if (probedAtMs !== undefined && nowMs - probedAtMs < openMs) return false;
      const news = probedAtMs === undefined;
      probedAtMs = nowMs;
      if (news) onChange("half-open");
      return true;
    },
    succeeded: () => finished(true),
    failed: () => finished(false),
  };
}
