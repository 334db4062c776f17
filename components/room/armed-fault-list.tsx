"use client";

import { Button } from "#components/ui/button.tsx";
import { FaultLine } from "#components/ui/fault-line.tsx";
import type { Fault } from "#lib/contract/fault.ts";
import { endFault } from "./fault-actions.ts";
import { faultSentence } from "./fault-words.ts";
import { TimeLeft } from "./time-left.tsx";

export function ArmedFaultList({ faults }: { faults: readonly Fault[] }) {
  return (
    <ul className="grid gap-2">
      {faults.map((fault) => (
        <li key={fault.id} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
          <span className="flex min-w-0 items-center gap-2 text-sm text-violet">
            <FaultLine className="h-3.5 w-7" />
            <span className="font-medium">{faultSentence(fault)}</span>
            <TimeLeft until={fault.endsAt} />
          </span>
          <Button
            size="sm"
            onClick={() => endFault(fault)}
            aria-label={`End it now: ${faultSentence(fault)}`}
          >
            End it now
          </Button>
        </li>
      ))}
    </ul>
  );
}
