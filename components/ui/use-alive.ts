"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** True once the page's script runs: what the server wrote has then been taken over. */
export function useAlive(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
