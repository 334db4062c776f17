"use client";

import { useFeedEntry } from "#components/live/live-feed.tsx";
import type { ProcessHealth } from "#lib/contract/process-health.ts";
import type { Severity } from "#lib/contract/severity.ts";
import { ObservedChip } from "./observed-chip.tsx";

const words: Record<ProcessHealth["status"]["word"], { severity: Severity; says: string }> = {
  healthy: { severity: "green", says: "Healthy" },
  degraded: { severity: "red", says: "Degraded" },
  draining: { severity: "yellow", says: "Draining" },
};

export function ProcessStatus() {
  const status = useFeedEntry("process", "status");
  if (!status) return null;
  const { severity, says } = words[status.word];
  return <ObservedChip severity={severity}>{says}</ObservedChip>;
}
