"use client";

import { useMemo } from "react";
import { useStore } from "zustand";
import { useFeedEntries, useFeedEntry } from "#components/live/live-feed.tsx";
import { liveStore } from "#components/live/live-store.ts";
import type { Alert } from "#lib/contract/alert-answers.ts";
import { guessStore, withGuesses } from "./guesses.ts";

/** All that are open, and those resolved lately, in no order. */
export function useAlerts(): readonly Alert[] {
  const entries = useFeedEntries("alerts");
  const guesses = useStore(guessStore, (state) => state.guesses);
  const alerts = useMemo(() => Object.values(entries).filter((one) => one !== undefined), [entries]);
  return useMemo(() => withGuesses(alerts, guesses), [alerts, guesses]);
}

/** Undefined once it is no longer among those that the feed has. */
export function useAlert(id: string): Alert | undefined {
  const alert = useFeedEntry("alerts", id);
  const guess = useStore(guessStore, ({ guesses }) => guesses[id]);
  return alert && guess?.basedOn === alert ? guess.alert : alert;
}

/** False as long as the page only has what it came with. */
export function useAlertsArrived(): boolean {
  return useStore(liveStore, ({ shown }) => shown.alerts !== undefined);
}
