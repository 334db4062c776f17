// Owns what this process knows of each channel just now: how many notifications are on their way there, and whether it is
// in trouble and left alone for a while. Then it is asked with one whether it still is.

import { backOffMs } from "#lib/kernel/back-off.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { Rooms } from "./claim-messages.ts";
import type { Verdict } from "./types.ts";

/** At one channel at a time; Slack takes about one a second anyway. */
export const mostOfOne = 4;
/** So many in a row are no accident. */
const troubleAfter = 3;
const pace = { leastMs: 500, mostMs: 60_000 };

export type ChannelPace = {
  begins(channelId: string): void;
  ends(channelId: string, verdict: Verdict): void;
  rooms(): Rooms;
  /** When the first of those in a pause may be asked again; undefined when none is. */
  nextMs(): number | undefined;
};

type State = { underWay: number; failures: number; away: boolean; untilMs: number };

export function createChannelPace(
  { monotonicMs }: Pick<Clock, "monotonicMs">,
  random: () => number,
): ChannelPace {
  const states = new Map<string, State>();
  const stateOf = (id: string): State => {
    const state = states.get(id) ?? { underWay: 0, failures: 0, away: false, untilMs: 0 };
    states.set(id, state);
    return state;
  };
  const inTrouble = ({ away, failures }: State) => away || failures >= troubleAfter;
  const roomOf = (state: State) => {
    if (state.untilMs > monotonicMs()) return 0;
    return Math.max(0, (inTrouble(state) ? 1 : mostOfOne) - state.underWay);
  };
  return {
    begins(id) {
      stateOf(id).underWay += 1;
    },
    ends(id, verdict) {
      const state = stateOf(id);
      state.underWay -= 1;
      if (verdict.kind === "later") {
        state.failures += 1;
        state.away = verdict.away === true || verdict.waitMs !== undefined;
        const pauseMs = inTrouble(state) ? backOffMs(state.failures - 1, pace, random) : 0;
        state.untilMs = Math.max(state.untilMs, monotonicMs() + Math.max(pauseMs, verdict.waitMs ?? 0));
        return;
      }
      Object.assign(state, { failures: 0, away: false });
      if (state.underWay === 0 && state.untilMs <= monotonicMs()) states.delete(id);
    },
    rooms: () => ({
      usual: mostOfOne,
      of: Object.fromEntries([...states].map(([id, state]) => [id, roomOf(state)])),
    }),
    nextMs() {
      const waits = [...states.values()].map(({ untilMs }) => untilMs - monotonicMs()).filter((ms) => ms > 0);
      return waits.length > 0 ? Math.min(...waits) : undefined;
    },
  };
}
