"use client";

// Something that is on or off for a reader, remembered in this browser and the same in all of its tabs.
import { useSyncExternalStore } from "react";

type KeptSwitch = {
  /** What it is remembered by. */
  readonly key: string;
  isOn(): boolean;
  set(on: boolean): void;
  useOn(): boolean;
};

/** The server does not know what was remembered: until the browser says it, `atFirst`. */
export function createKeptSwitch(name: string, { atFirst }: { atFirst: boolean }): KeptSwitch {
  const key = `faultmart.${name}`;
  const changed = `faultmart:${name}`;
  const isOn = () => {
    const kept = localStorage.getItem(key);
    return atFirst ? kept !== "off" : kept === "on";
  };
  const subscribe = (notice: () => void) => {
    window.addEventListener(changed, notice);
    window.addEventListener("storage", notice);
    return () => {
      window.removeEventListener(changed, notice);
      window.removeEventListener("storage", notice);
    };
  };
  return {
    key,
    isOn,
    set(on) {
      localStorage.setItem(key, on ? "on" : "off");
      window.dispatchEvent(new Event(changed));
    },
    useOn: () => useSyncExternalStore(subscribe, isOn, () => atFirst),
  };
}
