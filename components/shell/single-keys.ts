"use client";

import { useSyncExternalStore } from "react";

const storageKey = "faultmart.single-keys";
const changed = "faultmart:single-keys";

export function singleKeysOn(): boolean {
  return localStorage.getItem(storageKey) !== "off";
}

function subscribe(notice: () => void) {
  window.addEventListener(changed, notice);
  window.addEventListener("storage", notice);
  return () => {
    window.removeEventListener(changed, notice);
    window.removeEventListener("storage", notice);
  };
}

/** A reader who dictates or whose hand rests on the keys can turn single keys off; Ctrl K stays. */
export function useSingleKeys(): [on: boolean, set: (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, singleKeysOn, () => true);
  const set = (next: boolean) => {
    localStorage.setItem(storageKey, next ? "on" : "off");
    window.dispatchEvent(new Event(changed));
  };
  return [on, set];
}
