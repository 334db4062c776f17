// What one process is made of. Built once by create.ts, read through slot.ts.
import type { Config } from "#lib/config/load.ts";
import type { ProcessHealth } from "#lib/contract/process-health.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { Feed } from "#lib/live/types.ts";
import type { Store } from "#lib/store/types.ts";
import type { ServiceTelemetry, Telemetry } from "#lib/telemetry/types.ts";

export type Runtime = {
  readonly config: Config;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** This process's own service: what serves pages and the API. */
  readonly web: ServiceTelemetry;
  readonly store: Store;
  readonly feeds: { process: Feed };
  readonly processHealth: () => ProcessHealth;
  /** One entry for each part that must work before traffic is welcome. */
  readonly readiness: Record<string, () => Promise<void>>;
  /** Stops everything in reverse order of its start; calling it twice is fine. */
  close(): Promise<void>;
};
