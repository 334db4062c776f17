"use client";

import { Pause, Play } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect } from "react";
import { useStore } from "zustand";
import type { Connection } from "#components/live/connection.ts";
import { useConnection } from "#components/live/live-feed.tsx";
import { liveStore, setPaused } from "#components/live/live-store.ts";
import { ConnectionWord } from "#components/room/connection-word.tsx";
import { HaltAll } from "#components/room/halt-all.tsx";
import { onCommand } from "#components/shell/commands.ts";
import { Button } from "#components/ui/button.tsx";
import { localClock } from "#components/ui/time-text.ts";

/** What is on the screen is old, and this says since when and what happens next. */
const explain: Record<Connection, (since: string) => string> = {
  connecting: () => "These are the values the page came with.",
  live: () => "",
  delayed: (since) => `Nothing heard since ${since}. The connection is open, the server is slow.`,
  reconnecting: (since) => `The server is not answering. Values from ${since}; trying again.`,
  paused: (since) => `Values from ${since}. Newer ones are kept for when you resume.`,
  offline: (since) => `This browser has no network. Values from ${since}.`,
};

/** What is kept stands still until it is asked for again, so there is nothing to be live or to pause. */
const still = ["/room/traces", "/room/logs"];

export function LiveBar() {
  const path = usePathname();
  const past = useSearchParams().has("at") && path === "/room/graph";
  const kept = past || still.some((page) => path === page || path.startsWith(`${page}/`));
  const controls = kept ? <HaltAll /> : <FeedControls />;
  return <div className="flex min-h-11 items-center py-2">{controls}</div>;
}

function FeedControls() {
  const connection = useConnection();
  const paused = connection === "paused";
  const since = useStore(liveStore, ({ pausedAtMs, heardAtMs }) => pausedAtMs ?? heardAtMs);
  const text = explain[connection](since === undefined ? "the page's start" : localClock(new Date(since)));

  useEffect(() => {
    const toggle = () => setPaused(liveStore.getState().pausedAtMs === undefined, Date.now());
    const stop = onCommand("pause", toggle);
    return () => {
      stop();
      setPaused(false, Date.now());
    };
  }, []);

  return (
    <section aria-label="Connection" className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <ConnectionWord />
      {connection === "live" ? null : <span className="text-sm text-muted noscript:hidden">{text}</span>}
      <Button
        size="sm"
        className="w-24 noscript:hidden"
        aria-keyshortcuts="Space"
        onClick={() => setPaused(!paused, Date.now())}
      >
        {paused ? <Play className="size-3.5" aria-hidden /> : <Pause className="size-3.5" aria-hidden />}
        {paused ? "Resume" : "Pause"}
      </Button>
      <HaltAll />
      <noscript>
        <span className="text-sm text-muted">
          Without JavaScript this is a snapshot; reload for newer values.
        </span>
      </noscript>
    </section>
  );
}
