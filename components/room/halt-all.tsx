"use client";

import { OctagonX } from "lucide-react";
import { useEffect } from "react";
import { onCommand } from "#components/shell/commands.ts";
import { Button } from "#components/ui/button.tsx";
import { useArmedFaults } from "./armed-faults.ts";
import { haltAllFaults } from "./fault-actions.ts";

/** The way out, in sight as long as anything is armed; its key works even while nothing is. */
export function HaltAll() {
  const count = useArmedFaults().length;
  useEffect(() => onCommand("halt", haltAllFaults), []);
  if (count === 0) return null;
  return (
    <Button size="sm" aria-keyshortcuts="Control+Shift+X Meta+Shift+X" onClick={haltAllFaults}>
      <OctagonX className="size-3.5" aria-hidden />
      Halt all faults
      <span className="figures rounded-sm bg-violet px-1.5 text-violet-on">
        {count}
        <span className="sr-only"> armed</span>
      </span>
    </Button>
  );
}
