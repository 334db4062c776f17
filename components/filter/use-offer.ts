"use client";

import { useState } from "react";
import { type Completion, type Completions, completionsAt, type Known } from "./completions.ts";

const nothing: Completions = { at: 0, end: 0, items: [] };

export type Offer = {
  items: readonly Completion[];
  /** Which of them the keys are at. */
  active: number | undefined;
  open: (text: string, caret: number) => void;
  close: () => void;
  take: (item: Completion, text: string) => void;
  /** True when the key was meant for the offer. */
  onKey: (key: string, text: string) => boolean;
};

export function useOffer(known: Known, onTake: (text: string, caret: number) => void): Offer {
  const [offered, setOffered] = useState(nothing);
  const [active, setActive] = useState<number>();
  const { items } = offered;
  const close = () => {
    setOffered(nothing);
    setActive(undefined);
  };
  const open = (text: string, caret: number) => {
    setOffered(completionsAt(text, caret, known));
    setActive(undefined);
  };
  const take = (item: Completion, text: string) => {
    const caret = offered.at + item.text.length;
    const next = text.slice(0, offered.at) + item.text + text.slice(offered.end);
    onTake(next, caret);
    // Behind a name its values can be offered at once.
    if (item.text.endsWith(":")) open(next, caret);
    else close();
  };
  const onKey = (key: string, text: string) => {
    if (items.length === 0) return false;
    const chosen = items[active ?? (key === "Tab" ? 0 : -1)];
    if (key === "Escape") close();
    else if (key === "ArrowDown") setActive(active === undefined ? 0 : (active + 1) % items.length);
    else if (key === "ArrowUp") setActive(((active ?? 0) + items.length - 1) % items.length);
    else if ((key === "Enter" || key === "Tab") && chosen) take(chosen, text);
    else return false;
    return true;
  };
  return { items, active, open, close, take, onKey };
}
