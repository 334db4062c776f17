import type { z } from "zod/mini";
import type { SimulatedFailure, SimulateFailure } from "#lib/contract/fault.ts";
import { serviceIdPattern } from "#lib/contract/mesh.ts";
import { AppError } from "#lib/kernel/errors.ts";
import type { Faults } from "./types.ts";

/** Throws not_found for what is no service. */
export function simulateFailure(
  { faults }: { faults: Faults },
  { service_id, duration_seconds }: z.infer<typeof SimulateFailure>,
): z.infer<typeof SimulatedFailure> {
  // As a target the text could name an operation or an edge as well.
  if (!serviceIdPattern.test(service_id))
    throw new AppError("not_found", `There is no service ${service_id}.`);
  const fault = faults.arm({
    kind: "outage",
    target: service_id,
    parameters: {},
    share: 1,
    durationSeconds: duration_seconds,
  });
  return { fault_id: fault.id, service_id, ends_at: fault.endsAt };
}
