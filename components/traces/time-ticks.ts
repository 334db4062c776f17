// Where an axis of time is marked: at full steps of a clock, as many as there is room for.
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const stepsMs = [
  ...[5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 3, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12, 24, 48, 168].map((count) => count * hour),
];

export function timeTicks(fromMs: number, toMs: number, most: number): { stepMs: number; ticks: number[] } {
  const stepMs = stepsMs.find((step) => (toMs - fromMs) / step <= most) ?? (toMs - fromMs) / most;
  const ticks: number[] = [];
  for (let atMs = Math.ceil(fromMs / stepMs) * stepMs; atMs < toMs; atMs += stepMs) ticks.push(atMs);
  return { stepMs, ticks };
}
