"use client";

import { useMemo } from "react";
import { useFeedEntries } from "#components/live/live-feed.tsx";
import type { Fault } from "#lib/contract/fault.ts";

/** The one that ends first comes first, what has no end last. */
export function useArmedFaults(): readonly Fault[] {
  const entries = useFeedEntries("faults");
  return useMemo(() => armedIn(entries), [entries]);
}

export function armedIn(entries: Readonly<Record<string, Fault | undefined>>): Fault[] {
  return Object.values(entries)
    .filter((fault) => fault?.state === "armed")
    .filter((fault) => fault !== undefined)
    .sort((one, other) => (one.endsAt ?? noEnd).localeCompare(other.endsAt ?? noEnd));
}

/** Later than any time. */
const noEnd = "9999";

/** A fault of an operation shows on its service. */
export function isAt(fault: Fault, place: string): boolean {
  return fault.target === place || fault.target.startsWith(`${place}/`);
}

export function useFaultsAt(place: string): readonly Fault[] {
  const armed = useArmedFaults();
  return useMemo(() => armed.filter((fault) => isAt(fault, place)), [armed, place]);
}

/** How many faults stand on any of these services. */
export function useFaultCount(services: readonly string[]): number {
  const armed = useArmedFaults();
  return armed.filter((fault) => services.some((service) => isAt(fault, service))).length;
}
