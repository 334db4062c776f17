// Owns the decision whether a callee is worth asking. Its state follows from the clock; nothing ticks.
import type { BreakerState } from "#lib/contract/mesh.ts";
import type { Clock } from "#lib/kernel/clock.ts";

export type Breaker = {
  state(): BreakerState;
  /** How long an open one still refuses; 0 when it does not. */
  probeInMs(): number;
  /** Undefined when the call must not be made. Whoever got a permit says with it how the call ended. */
  admit(): Permit | undefined;
  succeeded(permit: Permit): void;
  failed(permit: Permit): void;
  /** The call ended without a verdict on the callee, or was never made. */
  abandoned(permit: Permit): void;
};

/** Since which opening or closing the call is under way: what began before says nothing of the time after. */
export type Permit = number;

type Given = {
  clock: Clock;
  /** Called when a call or its outcome changes the state: half-open is heard of once a probe goes out. */
  onChange?: (state: BreakerState) => void;
};

const outcomesKept = 30;
const fewestOutcomes = 20;
const failedShare = 0.5;
const openMs = 5_000;

export function createBreaker({ clock, onChange = () => undefined }: Given): Breaker {
  let outcomes: boolean[] = [];
  let bad = 0;
  let openedAtMs: number | undefined;
  /** Long ago for a probe that was given back. */
  let probedAtMs: number | undefined;
  let changes = 0;

  const state = (): BreakerState => {
    if (openedAtMs === undefined) return "closed";
    return clock.monotonicMs() - openedAtMs < openMs ? "open" : "half-open";
  };
  const open = () => {
    changes += 1;
    openedAtMs = clock.monotonicMs();
    probedAtMs = undefined;
    outcomes = [];
    bad = 0;
    onChange("open");
  };
  const close = () => {
    changes += 1;
    openedAtMs = undefined;
    probedAtMs = undefined;
    onChange("closed");
  };
  const record = (good: boolean) => {
    outcomes.push(good);
    if (!good) bad += 1;
    if (outcomes.length > outcomesKept && outcomes.shift() === false) bad -= 1;
    if (outcomes.length >= fewestOutcomes && bad >= outcomes.length * failedShare) open();
  };
  const finished = (permit: Permit, good: boolean) => {
    if (permit !== changes) return;
    if (openedAtMs === undefined) record(good);
    else good ? close() : open();
  };

  return {
    state,
    probeInMs: () =>
      openedAtMs === undefined ? 0 : Math.max(0, openMs - (clock.monotonicMs() - openedAtMs)),
    admit() {
      const now = state();
      if (now !== "half-open") return now === "closed" ? changes : undefined;
      const nowMs = clock.monotonicMs();
      // A probe whose outcome never comes is given up after the time that an open breaker waits.
      if (probedAtMs !== undefined && nowMs - probedAtMs < openMs) return undefined;
      const news = probedAtMs === undefined;
      probedAtMs = nowMs;
      if (news) onChange("half-open");
      return changes;
    },
    succeeded: (permit) => finished(permit, true),
    failed: (permit) => finished(permit, false),
    abandoned(permit) {
      if (permit === changes && probedAtMs !== undefined) probedAtMs = Number.NEGATIVE_INFINITY;
    },
  };
}
