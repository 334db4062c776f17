import type { Conditions } from "#lib/faults/types.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { ServiceTelemetry } from "#lib/telemetry/types.ts";
import type { Caller } from "./call.ts";
import type { Observed, ServiceDefinition, Topology, Transport } from "./types.ts";

/** What hosting and calling have in common. Put together by create.ts. */
export type MeshParts = {
  readonly clock: Clock;
  readonly seed: string;
  readonly telemetry: { service(name: string): ServiceTelemetry };
  readonly topology: Topology;
  readonly definitions: ReadonlyMap<string, ServiceDefinition>;
  readonly conditions: Conditions;
  readonly transport: Transport;
  observe(observed: Observed): void;
  readonly caller: Caller;
};
