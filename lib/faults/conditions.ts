// What the armed faults at one place come to, together.
import type { Fault } from "#lib/contract/fault.ts";
import type { EdgeConditions, HostConditions, VendorConditions } from "./types.ts";

export function hostConditions(faults: readonly Fault[]): HostConditions {
  return {
    down: has(faults, "outage"),
    delays: delaysOf(faults),
    failing: has(faults, "error-rate"),
    hanging: has(faults, "hang"),
    resetting: has(faults, "connection-reset"),
    mute: has(faults, "reply-lost"),
    slowdown: valuesOf(faults, "cpu-saturation", "slowdown").reduce((product, times) => product * times, 1),
    workers: smallest(valuesOf(faults, "cpu-saturation", "workersLeft")),
    cacheOff: has(faults, "cache-disabled"),
  };
}

export function edgeConditions(faults: readonly Fault[]): EdgeConditions {
  return {
    down: has(faults, "outage"),
    delays: delaysOf(faults),
    failing: has(faults, "error-rate"),
    hanging: has(faults, "hang"),
    resetting: has(faults, "connection-reset"),
    mute: has(faults, "reply-lost"),
    poolSlots: smallest(valuesOf(faults, "pool-exhaustion", "connectionsLeft")),
  };
}

export function vendorConditions(faults: readonly Fault[]): VendorConditions {
  const offline = faults.filter(({ kind }) => kind === "vendor-offline");
  return {
    offlineSinceMs: smallest(offline.map(offlineSinceMs)),
    mostAvailablePercent: smallest(valuesOf(faults, "products-unavailable", "percentLeft")),
    mostLeftPercent: smallest(valuesOf(faults, "discount-stock-depleted", "percentLeft")),
    garbled: has(faults, "feed-garbage"),
  };
}

function offlineSinceMs({ startsAt, parameters }: Fault): number {
  return Date.parse(startsAt) - (parameters.minutesAlready ?? 0) * 60_000;
}

function has(faults: readonly Fault[], kind: Fault["kind"]): boolean {
  return faults.some((fault) => fault.kind === kind);
}

function delaysOf(faults: readonly Fault[]): { ms: number; jitterMs: number }[] {
  return faults
    .filter(({ kind }) => kind === "latency")
    .map(({ parameters }) => ({ ms: parameters.delayMs ?? 0, jitterMs: parameters.jitterMs ?? 0 }));
}

/** Parameters are complete from the moment a fault is armed. */
function valuesOf(faults: readonly Fault[], kind: Fault["kind"], name: string): number[] {
  return faults.flatMap((fault) => (fault.kind === kind ? [fault.parameters[name] ?? 1] : []));
}

function smallest(values: readonly number[]): number | undefined {
  return values.length > 0 ? Math.min(...values) : undefined;
}
