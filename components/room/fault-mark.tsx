"use client";

import { classNames } from "#components/ui/class-names.ts";
import { FaultLine } from "#components/ui/fault-line.tsx";
import type { Fault } from "#lib/contract/fault.ts";
import { faultSentence, faultTitles } from "./fault-words.ts";
import { TimeLeft } from "./time-left.tsx";

/** Violet: this was done on purpose. It says what and for how long still. */
export function FaultMark({ fault, className }: { fault: Fault; className?: string }) {
  return (
    <span
      title={faultSentence(fault)}
      className={classNames(
        "inline-flex h-6 items-center gap-1.5 rounded-md border border-violet bg-violet px-2 text-sm font-semibold whitespace-nowrap text-violet-on",
        className,
      )}
    >
      <FaultLine className="h-3 w-6" />
      {faultTitles[fault.kind]}
      <TimeLeft until={fault.endsAt} />
    </span>
  );
}
