"use client";

import { createKeptSwitch } from "./kept-switch.ts";

const kept = createKeptSwitch("single-keys", { atFirst: true });

export const singleKeysOn = kept.isOn;

/** A reader who dictates or whose hand rests on the keys can turn single keys off; Ctrl K stays. */
export function useSingleKeys(): [on: boolean, set: (on: boolean) => void] {
  return [kept.useOn(), kept.set];
}
