"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo } from "react";
import { useStore } from "zustand";
import type { FeedName } from "#lib/contract/live.ts";
import { type Connection, isLastKnown } from "./connection.ts";
import type { FeedEntries } from "./feed-entries.ts";
import { emptyHistory, type History } from "./history.ts";
import { liveStore } from "./live-store.ts";

type Snapshots = { readonly [Feed in FeedName]?: Partial<FeedEntries[Feed]> };

const nothing = {};
const FirstSnapshots = createContext<Snapshots>({});

/** What was in the feeds at one moment of the past; undefined while they are those of now. */
const Still = createContext<Snapshots | undefined>(undefined);

type Props<Feed extends FeedName> = {
  feed: Feed;
  entries: Partial<FeedEntries[Feed]>;
  /** While something else is shown than now, the feed is left alone. */
  idle?: boolean;
  children: ReactNode;
};

/**
 * Shows what the server rendered until the socket brings newer values, and follows the feed while mounted. A page
 * that follows several puts one into the other.
 */
export function LiveFeed<Feed extends FeedName>({ feed, entries, idle = false, children }: Props<Feed>) {
  const outer = useContext(FirstSnapshots);
  const snapshots = useMemo(() => ({ ...outer, [feed]: entries }), [outer, feed, entries]);
  useEffect(() => {
    if (idle) return;
    let stop: (() => void) | undefined;
    let mounted = true;
    import("./live-client.ts").then(({ followFeed }) => {
      if (mounted) stop = followFeed(feed);
    });
    return () => {
      mounted = false;
      stop?.();
    };
  }, [feed, idle]);
  return <FirstSnapshots value={snapshots}>{children}</FirstSnapshots>;
}

/** Whoever is inside sees these entries, which do not change, instead of what the server tells. */
export function StillFeeds({ entries, children }: { entries: Snapshots | undefined; children: ReactNode }) {
  return <Still value={entries}>{children}</Still>;
}

/** True where a moment of the past is shown. */
export function useStill(): boolean {
  return useContext(Still) !== undefined;
}

/** Renders again only when this one entry changes. */
export function useFeedEntry<Feed extends FeedName, Key extends keyof FeedEntries[Feed] & string>(
  feed: Feed,
  key: Key,
): FeedEntries[Feed][Key] | undefined {
  const first = useContext(FirstSnapshots)[feed];
  const arrived = useStore(liveStore, ({ shown }) => shown[feed] !== undefined);
  const live = useStore(liveStore, ({ shown }) => shown[feed]?.entries[key]);
  const still = useContext(Still);
  if (still) return (still[feed] as Partial<FeedEntries[Feed]> | undefined)?.[key];
  return arrived ? (live as FeedEntries[Feed][Key] | undefined) : first?.[key];
}

/** Every entry; renders again with each delta of the feed, so it is for small feeds and for lists. */
export function useFeedEntries<Feed extends FeedName>(feed: Feed): Partial<FeedEntries[Feed]> {
  const first = useContext(FirstSnapshots)[feed] as Partial<FeedEntries[Feed]> | undefined;
  const live = useStore(liveStore, ({ shown }) => shown[feed]?.entries);
  const still = useContext(Still);
  if (still) return (still[feed] as Partial<FeedEntries[Feed]> | undefined) ?? nothing;
  return (live as Partial<FeedEntries[Feed]> | undefined) ?? first ?? nothing;
}

/** Changes once a second. */
export function useFeedHistory(feed: FeedName): History {
  const live = useStore(liveStore, ({ shown }) => shown[feed]?.history ?? emptyHistory);
  return useStill() ? emptyHistory : live;
}

export function useConnection(): Connection {
  return useStore(liveStore, ({ connection }) => connection);
}

/** True while the server is not heard: what was observed is then no severity of now. */
export function useLastKnown(): boolean {
  const lost = useStore(liveStore, ({ connection }) => isLastKnown(connection));
  // What is over stays as it was, whether or not the server is heard.
  return !useStill() && lost;
}
