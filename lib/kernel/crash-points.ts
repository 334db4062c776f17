// Places at which a process can be made to end as if the power failed, to prove that nothing is lost by that.

export const crashPoints = ["before-commit", "after-commit", "after-capture", "before-reply"] as const;
export type CrashPoint = (typeof crashPoints)[number];

/** Called where the process comes past one of them. */
export type PassPoint = (point: CrashPoint) => void;

export const passNothing: PassPoint = () => undefined;

export type CrashPlan = { point: CrashPoint; nth: number };

/** Calls `end` at the nth pass of the named point. */
export function passUntil({ point, nth }: CrashPlan, end: () => void): PassPoint {
  let passed = 0;
  return (at) => {
    if (at !== point) return;
    passed += 1;
    if (passed === nth) end();
  };
}
