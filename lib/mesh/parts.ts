import type { Conditions } from "#lib/faults/types.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { StopSignal } from "#lib/kernel/stop-signal.ts";
import type { ServiceTelemetry } from "#lib/telemetry/types.ts";
import type {
  Envelope,
  MadeCall,
  Observed,
  OperationSpec,
  ServiceDefinition,
  Topology,
  Transport,
} from "./types.ts";

/** From inside of which request a call is made. */
export type CallSite = {
  envelope: Envelope;
  path: string;
  /** On the monotonic clock. */
  deadlineMs: number;
  signal: StopSignal;
  /** Where the call is noted when it has ended. */
  made: MadeCall[];
};

export type Caller = {
  call<Input, Output>(site: CallSite, operation: OperationSpec<Input, Output>, input: Input): Promise<Output>;
};

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
