// What must work before traffic is welcome, each under the name that probes look for.
import { AppError } from "#lib/kernel/errors.ts";
import type { Store } from "#lib/store/types.ts";
import { listVendorCodes } from "#lib/vendors/list-vendor-codes.ts";
import type { VendorsContext } from "#lib/vendors/types.ts";
import type { Runtime } from "./type.ts";

type Given = {
  store: Pick<Store, "ping">;
  vendors: Pick<VendorsContext, "store">;
  /** Whether the board was read; it is read now if it was not. */
  alertsRead(): Promise<boolean>;
  /** Whether the queue is there that lets each job run once, or there are no jobs. */
  jobsOpen(): boolean;
  draining(): boolean;
};

export function createReadiness(given: Given): Runtime["readiness"] {
  const { store, vendors, alertsRead, jobsOpen, draining } = given;
  return {
    database: () => store.ping(),
    vendor_codes_initialized: once(() => listVendorCodes(vendors)),
    alerts_initialized: async () => insist(await alertsRead(), "The alerts were not read yet."),
    locks_initialized: async () => insist(jobsOpen(), "The queue of the jobs is not open yet."),
    accepting: async () => insist(!draining(), "This server is stopping."),
  };
}

function insist(holds: boolean, otherwise: string): void {
  if (!holds) throw new AppError("unavailable", otherwise);
}

/** What was there once stays: whether the database answers now has a check of its own. */
function once(act: () => Promise<unknown>): () => Promise<void> {
  let done = false;
  return async () => {
    if (done) return;
    await act();
    done = true;
  };
}
