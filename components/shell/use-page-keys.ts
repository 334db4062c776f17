"use client";

import { useEffect, useEffectEvent, useRef } from "react";
import { idleReader, readKey } from "./key-reader.ts";
import { singleKeysOn } from "./single-keys.ts";

/** What a page does by itself at a key, by `KeyboardEvent.key`. */
export type PageKeys = Readonly<Record<string, () => void>>;

const textFields = "input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable=true]";
const controls = "a, button, summary, [role=switch], [role=tab], [role=slider]";

/** Off where somebody writes, where a control needs the key itself, and while `g` waits for its letter. */
export function usePageKeys(keys: PageKeys): void {
  const reader = useRef(idleReader);
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const target = event.target instanceof Element ? event.target : document.body;
    const typing = target.closest("[role=dialog]") !== null || target.matches(textFields);
    const going = reader.current.goSinceMs !== undefined;
    const read = readKey(
      reader.current,
      {
        key: event.key,
        ctrlOrMeta: event.ctrlKey || event.metaKey,
        alt: event.altKey,
        shift: event.shiftKey,
        typing,
        onControl: false,
      },
      { nowMs: event.timeStamp, singleKeysOn: singleKeysOn() },
    );
    if (!event.repeat) reader.current = read.reader;
    const act = keys[event.key];
    if (!act || going || read.action || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const letter = event.key.length === 1;
    if (letter ? !singleKeysOn() : event.key !== "Escape" && target.closest(controls)) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}
