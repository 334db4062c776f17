"use client";

import type { ServiceStatus } from "#lib/contract/mesh.ts";
import { statusLooks } from "./mesh-words.ts";
import { ObservedChip } from "./observed-chip.tsx";

/** What is as it should be is quiet; trouble is filled in. */
export function StatusChip({ status }: { status: ServiceStatus }) {
  const { severity, word } = statusLooks[status];
  return (
    <ObservedChip severity={severity} look={status === "healthy" ? "outline" : "solid"}>
      {word}
    </ObservedChip>
  );
}
