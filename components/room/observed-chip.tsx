"use client";

import type { ReactNode } from "react";
import { useLastKnown } from "#components/live/live-feed.tsx";
import { SeverityChip } from "#components/ui/severity-chip.tsx";
import type { Severity } from "#lib/contract/severity.ts";

type Props = { severity: Severity; look?: "solid" | "outline"; children: ReactNode };

/** A severity while the server is heard. Afterwards only what it was: a colour would claim it of now. */
export function ObservedChip({ severity, look = "solid", children }: Props) {
  if (useLastKnown()) {
    return (
      <span className="inline-flex min-h-6 items-center rounded-md border border-dashed border-edge px-2 text-sm text-muted">
        Last known: {children}
      </span>
    );
  }
  return (
    <SeverityChip severity={severity} look={look}>
      {children}
    </SeverityChip>
  );
}
