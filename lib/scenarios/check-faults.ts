import type { NewFault } from "#lib/contract/fault.ts";
import { createFaults } from "#lib/faults/create.ts";
import type { KnownPlaces } from "#lib/faults/types.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { createVirtualClock } from "#lib/kernel/virtual-clock.ts";
import type { TimedFault, VirtualPlan } from "./virtual-plan.ts";

export function toNewFault({ kind, target, parameters, share, forSeconds }: TimedFault): NewFault {
  return { kind, target, parameters, share, durationSeconds: forSeconds };
}

/** A fault that cannot be armed is told before the run, not in the midst of it. Throws an AppError. */
export function checkFaults({ faults, minutes }: VirtualPlan, places: KnownPlaces): void {
  const trial = createFaults({ clock: createVirtualClock({ startMs: 0 }), places });
  try {
    for (const fault of faults) {
      trial.arm(toNewFault(fault));
      if (fault.atSeconds >= minutes * 60) throw tooLate(fault, minutes);
    }
  } finally {
    trial.close();
  }
}

function tooLate({ kind, target, atSeconds }: TimedFault, minutes: number): AppError {
  return new AppError(
    "validation_failed",
    `${kind} on ${target} would begin at ${atSeconds} s, but the run is over after ${minutes * 60} s.`,
  );
}
