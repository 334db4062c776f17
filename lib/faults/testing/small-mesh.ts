// A mesh of five, as faults know it, and the shortest way to arm something in it.
import type { Fault, FaultKind, NewFault } from "#lib/contract/fault.ts";
import { createVirtualClock } from "#lib/kernel/virtual-clock.ts";
import { createFaults } from "../create.ts";
import type { KnownPlaces } from "../types.ts";

export const startMs = Date.parse("2026-11-21T10:00:00.000Z");

export const places: KnownPlaces = {
  services: [
    { id: "gateway", kind: "http", operations: ["checkout", "account"] },
    { id: "order-service", kind: "http", operations: ["place", "list"] },
    { id: "payment-service", kind: "http", operations: ["charge"] },
    { id: "db-service", kind: "database", operations: ["read", "write"] },
    { id: "cache-service", kind: "cache", operations: ["get"] },
  ],
  edges: [
    { from: "gateway", to: "order-service" },
    { from: "order-service", to: "payment-service" },
    { from: "order-service", to: "db-service" },
    { from: "payment-service", to: "db-service" },
    { from: "order-service", to: "cache-service" },
  ],
};

type Order = Partial<NewFault> & { kind: FaultKind; target: string };

export function smallMesh() {
  const clock = createVirtualClock({ startMs });
  const faults = createFaults({ clock, places });
  let passedMs = 0;
  return {
    clock,
    faults,
    conditions: faults.conditions,
    arm: (order: Order): Fault => faults.arm({ parameters: {}, share: 1, durationSeconds: 30, ...order }),
    pass(seconds: number) {
      passedMs += seconds * 1_000;
      return clock.run(startMs + passedMs);
    },
  };
}
