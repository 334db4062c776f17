"use client";

import { useCallback, useRef, useState } from "react";
import type { GraphQuery } from "./graph-query.ts";

/** Which place is chosen is in the address; how it came about, and where the focus goes back to, is kept here. */
export function useChosenPlace(change: (wanted: Partial<GraphQuery>) => void) {
  const [byKeyboard, setByKeyboard] = useState(false);
  const opener = useRef<string>(undefined);
  /** `along` is changed in the same step. */
  const choose = useCallback(
    (id: string, keyboard: boolean, along: Partial<GraphQuery> = {}) => {
      setByKeyboard(keyboard);
      opener.current = id;
      change({ selected: id, ...along });
    },
    [change],
  );
  const close = useCallback(() => {
    change({ selected: undefined });
    if (opener.current) focusPlace(opener.current);
  }, [change]);
  return { byKeyboard, choose, close };
}

export function focusPlace(id: string) {
  document.querySelector<HTMLElement>(`[data-place-id="${CSS.escape(id)}"]`)?.focus();
}
