"use client";

import { useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import type { CartItem } from "#lib/contract/cart.ts";

/** Takes the focus that the removed line had. */
export function RemovedLine({ item, onUndo }: { item: CartItem; onUndo: () => void }) {
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => undo.current?.focus(), []);
  return (
    <li className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 border-b border-line py-2 text-muted">
      <span>Removed: {item.name}</span>
      <Button ref={undo} size="sm" onClick={onUndo}>
        Undo
      </Button>
    </li>
  );
}
