"use client";

import { useSyncExternalStore } from "react";

const second = () => Math.floor(Date.now() / 1_000) * 1_000;

function everySecond(notice: () => void) {
  const timer = setInterval(notice, 250);
  return () => clearInterval(timer);
}

/** The time, to the second; undefined on the server, whose clock is not the reader's. */
export function useNow(): number | undefined {
  return useSyncExternalStore(everySecond, second, () => undefined);
}
