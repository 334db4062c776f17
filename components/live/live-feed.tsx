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

type Props<Feed extends FeedName> = { feed: Feed; entries: Partial<FeedEntries[Feed]>; children: ReactNode };

/**
 * Shows what the server rendered until the socket brings newer values, and follows the feed while mounted. A page
 * that follows several puts one into the other.
 */
export function LiveFeed<Feed extends FeedName>({ feed, entries, children }: Props<Feed>) {
  const outer = useContext(FirstSnapshots);
  const snapshots = useMemo(() => ({ ...outer, [feed]: entries }), [outer, feed, entries]);
  useEffect(() => {
    let stop: (() => void) | undefined;
    let mounted = true;
    import("./live-client.ts").then(({ followFeed }) => {
      if (mounted) stop = followFeed(feed);
    });
    return () => {
      mounted = false;
      stop?.();
    };
  }, [feed]);
  return <FirstSnapshots value={snapshots}>{children}</FirstSnapshots>;
}

/** Renders again only when this one entry changes. */
export function useFeedEntry<Feed extends FeedName, Key extends keyof FeedEntries[Feed] & string>(
  feed: Feed,
  key: Key,
): FeedEntries[Feed][Key] | undefined {
  const first = useContext(FirstSnapshots)[feed];
  const arrived = useStore(liveStore, ({ shown }) => shown[feed] !== undefined);
  const live = useStore(liveStore, ({ shown }) => shown[feed]?.entries[key]);
  return arrived ? (live as FeedEntries[Feed][Key] | undefined) : first?.[key];
}

/** Every entry; renders again with each delta of the feed, so it is for small feeds and for lists. */
export function useFeedEntries<Feed extends FeedName>(feed: Feed): Partial<FeedEntries[Feed]> {
  const first = useContext(FirstSnapshots)[feed] as Partial<FeedEntries[Feed]> | undefined;
  const live = useStore(liveStore, ({ shown }) => shown[feed]?.entries);
  return (live as Partial<FeedEntries[Feed]> | undefined) ?? first ?? nothing;
}

/** Changes once a second. */
export function useFeedHistory(feed: FeedName): History {
  return useStore(liveStore, ({ shown }) => shown[feed]?.history ?? emptyHistory);
}

export function useConnection(): Connection {
  return useStore(liveStore, ({ connection }) => connection);
}

/** True while the server is not heard: what was observed is then no severity of now. */
export function useLastKnown(): boolean {
  return useStore(liveStore, ({ connection }) => isLastKnown(connection));
}
