// The lines on the page: those shown, and those that wait while somebody reads. A pure function, so that no gap and no
// line twice can be proved without a browser.
import type { LogLine, LogList } from "#lib/contract/log-answers.ts";
import type { LogBatch } from "#lib/contract/log-tail.ts";
import { microsFromIso } from "#lib/contract/micro-time.ts";

export type TailState = {
  /** The newest first. */
  shown: readonly LogLine[];
  /** Came while paused; the newest last. */
  waiting: readonly LogLine[];
  /** Of those that came while paused, how many did not fit into `waiting`. They are asked for again below it. */
  overflown: number;
  paused: boolean;
  /** Where older lines go on; null where there are none. */
  next: string | null;
  /** Left out by the live tail, because there were too many at once. */
  skipped: number;
  /** That the warehouse could not keep, since the process started; undefined until it was told. */
  dropped: number | undefined;
};

export type TailAction =
  | { kind: "batch"; batch: LogBatch }
  | { kind: "pause" }
  | { kind: "resume" }
  | { kind: "older"; list: LogList };

/** More than anybody reads live; what goes is found again by scrolling down. */
export const mostLive = 5_000;
export const mostWaiting = 5_000;
/** More than this is a matter for an export. */
export const mostShown = 20_000;

export function tailOf({ logs, next }: LogList): TailState {
  return { shown: logs, waiting: [], overflown: 0, paused: false, next, skipped: 0, dropped: undefined };
}

export function tailStep(state: TailState, action: TailAction): TailState {
  switch (action.kind) {
    case "batch":
      return takeBatch(state, action.batch);
    case "pause":
      return state.paused ? state : { ...state, paused: true };
    case "resume":
      return resume(state);
    case "older":
      return {
        ...state,
        shown: [...state.shown, ...unknownTo(state.shown, action.list.logs)],
        next: action.list.next,
      };
  }
}

/** Stops asking for older lines. */
export function isFull({ shown, next }: TailState): boolean {
  return next !== null && shown.length >= mostShown;
}

function takeBatch(state: TailState, { lines, skipped, dropped }: LogBatch): TailState {
  const told = { skipped: state.skipped + skipped, dropped };
  const fresh = unknownTo([...state.waiting.slice(-mostLive), ...state.shown.slice(0, mostLive)], lines);
  if (!state.paused) return { ...showNew(state, fresh), ...told };
  const waiting = [...state.waiting, ...fresh];
  const overflow = Math.max(0, waiting.length - mostWaiting);
  return { ...state, ...told, waiting: waiting.slice(overflow), overflown: state.overflown + overflow };
}

function resume(state: TailState): TailState {
  const { waiting, overflown } = state;
  const running = { ...state, paused: false, waiting: [], overflown: 0 };
  if (overflown === 0) return showNew(running, waiting);
  // Older ones are missing between these and what was shown, so the list goes on below these.
  const shown = waiting.toReversed();
  return { ...running, shown, next: cursorAfter(shown) };
}

function showNew(state: TailState, fresh: readonly LogLine[]): TailState {
  if (fresh.length === 0) return state;
  const shown = [...fresh.toReversed(), ...state.shown];
  if (shown.length <= mostLive) return { ...state, shown };
  const kept = shown.slice(0, mostLive);
  return { ...state, shown: kept, next: cursorAfter(kept) };
}

function unknownTo(known: readonly LogLine[], lines: readonly LogLine[]): readonly LogLine[] {
  const ids = new Set(known.map(({ id }) => id));
  return lines.filter(({ id }) => !ids.has(id));
}

function cursorAfter(shown: readonly LogLine[]): string | null {
  const last = shown.at(-1);
  return last ? `${microsFromIso(last.timestamp)}-${last.id}` : null;
}
