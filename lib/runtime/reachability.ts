import type { Logger } from "#lib/telemetry/types.ts";
import { every } from "./schedule.ts";

/** Often enough that a lost dependency shows within five seconds, even when one probe runs into its time limit. */
const intervalMs = 2_000;

export type Reachability = { reachable(): boolean; close(): void };

/** Remembers whether the last probe succeeded, so that a tick need not wait for one. */
export function createReachability(probe: () => Promise<void>, log: Logger): Reachability {
  let reachable = true;
  let probing = false;
  let closed = false;
  const check = async () => {
    if (probing) return;
    probing = true;
    const error = await probe().then(
      () => undefined,
      (cause: unknown) => cause ?? new Error("the probe failed"),
    );
    probing = false;
    // A probe that a stop interrupts says nothing about the database.
    if (closed) return;
    if (error && reachable) log.exception("the database stopped answering", error);
    if (!error && !reachable) log.info("the database answers again");
    reachable = !error;
  };
  const stop = every(intervalMs, check);
  return {
    reachable: () => reachable,
    close() {
      closed = true;
      stop();
    },
  };
}
