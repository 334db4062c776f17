// What the open pages show of the live feeds. One store for the browser tab; live-client.ts writes to it.
import { createStore } from "zustand/vanilla";
import type { FeedName } from "#lib/contract/live.ts";
import { type Connection, connectionOf } from "./connection.ts";
import type { Entries } from "./feed-state.ts";
import { emptyHistory, type History, record } from "./history.ts";

export type View = { readonly entries: Entries; readonly history: History };
type Views = Readonly<Partial<Record<FeedName, View>>>;

type LiveState = {
  connection: Connection;
  pausedAtMs: number | undefined;
  networkUp: boolean;
  socketUp: boolean;
  heardAtMs: number | undefined;
  /** The newest data, kept up to date even while paused. */
  current: Views;
  /** What the page shows: `current`, or what it was when the reader paused. */
  shown: Views;
};

/** The others would keep three minutes of entries that nobody draws. */
const drawnOverTime: ReadonlySet<string> = new Set<FeedName>(["process", "services"]);

export const liveStore = createStore<LiveState>(() => ({
  connection: "connecting",
  pausedAtMs: undefined,
  networkUp: true,
  socketUp: false,
  heardAtMs: undefined,
  current: {},
  shown: {},
}));

type Facts = Partial<Pick<LiveState, "pausedAtMs" | "networkUp" | "socketUp" | "heardAtMs" | "current">>;

/** Every change comes through here, so that the connection word and what is shown always follow the facts. */
function note(facts: Facts, nowMs: number) {
  liveStore.setState((state) => {
    const next = { ...state, ...facts };
    const silentForMs = next.heardAtMs === undefined ? undefined : nowMs - next.heardAtMs;
    const paused = next.pausedAtMs !== undefined;
    return {
      ...next,
      connection: connectionOf({ ...next, paused, silentForMs }),
      shown: paused ? state.shown : next.current,
    };
  });
}

export function noteNetwork(networkUp: boolean, nowMs: number) {
  note({ networkUp }, nowMs);
}

export function noteSocket(socketUp: boolean, nowMs: number) {
  note({ socketUp }, nowMs);
}

export function noteEntries(feed: FeedName, entries: Entries, nowMs: number) {
  const { current } = liveStore.getState();
  const history = current[feed]?.history ?? emptyHistory;
  note({ heardAtMs: nowMs, current: { ...current, [feed]: { entries, history } } }, nowMs);
}

/** Once a second: keeps a sample of each feed, or an empty one where nothing was heard. */
export function noteSecond(nowMs: number) {
  const { current, heardAtMs, socketUp } = liveStore.getState();
  const fresh = socketUp && heardAtMs !== undefined && nowMs - heardAtMs < 2_000;
  const views = Object.entries(current).map(([feed, view]) => {
    if (!drawnOverTime.has(feed)) return [feed, view];
    const { entries, history } = view;
    return [feed, { entries, history: record(history, Math.floor(nowMs / 1_000), fresh ? entries : null) }];
  });
  note({ current: Object.fromEntries(views) }, nowMs);
}

/** The connection was let go; old values must not pass for news when a page follows again. */
export function forgetAll() {
  liveStore.setState(liveStore.getInitialState(), true);
}

export function setPaused(paused: boolean, nowMs: number) {
  note({ pausedAtMs: paused ? nowMs : undefined }, nowMs);
}
