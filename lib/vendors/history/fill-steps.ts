// The past of one value, step after step: what is stored tells where it changed, and how often it was answered the rest.
// The database does the same in its own words when it sums up what is to be stored (keep-history.ts).

/** `sum` is that of all `samples`. */
export type Step = {
  stepMinutes: number;
  startMs: number;
  low: number;
  high: number;
  last: number;
  sum: number;
  samples: number;
};
export type StoredStep = Step & { answers: number; carried: number | null; goesOn: boolean };
export type AnsweredStep = { stepMinutes: number; startMs: number; answers: number };

type Past = {
  stored: readonly StoredStep[];
  answered: readonly AnsweredStep[];
  /** Null where it is not answered. */
  now: number | null;
};

/**
 * Steps of the last of `sizes` (each fits into the next) in the order of time. One that is stored counts as it is; else
 * it is made of finer ones; where there are none of these either, nothing changed in it.
 */
export function fillSteps({ stored, answered, now }: Past, sizes: readonly number[]): Step[] {
  const inOrder = stored.toSorted(byStart);
  let finer: Step[] = [];
  for (const stepMinutes of sizes) {
    const asked = answered.filter((step) => step.stepMinutes === stepMinutes);
    const steps = joinInto(stepMinutes, finer);
    for (const step of quietSteps(asked, inOrder, now))
      if (!steps.has(step.startMs)) steps.set(step.startMs, step);
    const answers = new Map(asked.map((step) => [step.startMs, step.answers]));
    for (const step of inOrder) {
      if (step.stepMinutes !== stepMinutes) continue;
      const whole = toTheEnd(step, answers.get(step.startMs) ?? 0);
      if (whole.samples > 0) steps.set(step.startMs, whole);
      else steps.delete(step.startMs);
    }
    finer = [...steps.values()].sort(byStart);
  }
  return finer;
}

const byStart = (one: Step, other: Step) => one.startMs - other.startMs;

function joinInto(stepMinutes: number, finer: readonly Step[]): Map<number, Step> {
  const steps = new Map<number, Step>();
  const stepMs = stepMinutes * 60_000;
  for (const step of finer) {
    const startMs = Math.floor(step.startMs / stepMs) * stepMs;
    const before = steps.get(startMs);
    steps.set(startMs, before ? joined(before, step) : { ...step, stepMinutes, startMs });
  }
  return steps;
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

/** Each step in which nothing changes has the value that whatever is stored next carried in. */
function quietSteps(
  asked: readonly AnsweredStep[],
  inOrder: readonly StoredStep[],
  now: number | null,
): Step[] {
  let next = inOrder.length;
  return asked
    .toSorted((one, other) => other.startMs - one.startMs)
    .flatMap(({ stepMinutes, startMs, answers: samples }) => {
      const endMs = startMs + stepMinutes * 60_000;
      while (next > 0 && (inOrder[next - 1]?.startMs ?? 0) >= endMs) next -= 1;
      const value = next < inOrder.length ? (inOrder[next]?.carried ?? null) : now;
      if (value === null) return [];
      return [{ stepMinutes, startMs, low: value, high: value, last: value, sum: value * samples, samples }];
    });
}

/** With the answers after those that are taken in. */
function toTheEnd({ answers, carried: _carried, goesOn, ...step }: StoredStep, answered: number): Step {
  const rest = goesOn ? Math.max(0, answered - answers) : 0;
  return { ...step, sum: step.sum + rest * step.last, samples: step.samples + rest };
}
