"use client";

import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import { liveStore } from "#components/live/live-store.ts";
import type { Alert } from "#lib/contract/alert-answers.ts";
import { tallyOf } from "./alert-tally.ts";
import { countedTitle, firingIcon } from "./firing-icon.ts";
import { graveIds, isNews } from "./grave-news.ts";
import { sound } from "./sound.ts";

const none: readonly Alert[] = [];

/** On every page of the room, seen or not: title, icon and sound say what fires. Paused is what is read, not this. */
export function AlertWatch() {
  const entries = useStore(liveStore, ({ current }) => current.alerts?.entries);
  const alerts = entries ? (Object.values(entries) as Alert[]) : none;
  const { firing, worst } = tallyOf(alerts);
  const known = useRef<ReadonlySet<string>>(undefined);

  useEffect(() => {
    if (!entries) return;
    const now = graveIds(Object.values(entries) as Alert[]);
    if (isNews(known.current, now)) sound();
    known.current = now;
  }, [entries]);

  useEffect(() => keepTitle(firing), [firing]);

  useEffect(() => {
    if (firing === 0 || !worst) return;
    const icon = document.createElement("link");
    icon.rel = "icon";
    icon.type = "image/svg+xml";
    icon.href = firingIcon(firing, worst);
    icon.dataset.firing = String(firing);
    document.head.append(icon);
    return () => icon.remove();
  }, [firing, worst]);

  return null;
}

/** Every page writes its own title when one goes there, and this writes the number before it again. */
function keepTitle(count: number): () => void {
  const write = () => {
    const wanted = countedTitle(document.title, count);
    // Between two pages there is none; one that is written then would stay before the next page's own.
    if (document.title !== "" && document.title !== wanted) document.title = wanted;
  };
  write();
  const watcher = new MutationObserver(write);
  watcher.observe(document.head, { childList: true, subtree: true, characterData: true });
  return () => {
    watcher.disconnect();
    if (document.title !== "") document.title = countedTitle(document.title, 0);
  };
}
