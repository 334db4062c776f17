// Steps of the past summed up into coarser ones, in the database's words when they are stored and in these when what is
// not stored yet is shown.
export type Step = {
  stepMinutes: number;
  startMs: number;
  low: number;
  high: number;
  last: number;
  sum: number;
  samples: number;
};

/** In the order of time. A step that is stored counts as it is; what is missing is made of the finer ones. */
export function sumUp(steps: readonly Step[], sizes: readonly number[]): Step[] {
  let finer: Step[] = [];
  for (const stepMinutes of sizes) {
    const stored = steps.filter((step) => step.stepMinutes === stepMinutes);
    const there = new Map(stored.map((step) => [step.startMs, step]));
    const stepMs = stepMinutes * 60_000;
    for (const step of finer.toSorted((one, other) => one.startMs - other.startMs)) {
      const startMs = Math.floor(step.startMs / stepMs) * stepMs;
      const before = there.get(startMs);
      if (before && stored.includes(before)) continue;
      there.set(startMs, before ? joined(before, step) : { ...step, stepMinutes, startMs });
    }
    finer = [...there.values()];
  }
  return finer.sort((one, other) => one.startMs - other.startMs);
}

function joined(before: Step, step: Step): Step {
  return {
    ...before,
    low: Math.min(before.low, step.low),
    high: Math.max(before.high, step.high),
    last: step.last,
    sum: before.sum + step.sum,
    samples: before.samples + step.samples,
  };
}
