// Where each step of an order stands on the order's own time.
import { microsFromIso } from "#lib/contract/micro-time.ts";
import type { OrderStep } from "#lib/contract/order.ts";

export type StepRow = {
  step: OrderStep;
  /** In the order of start, so that it names a row of a list that does not change. */
  place: number;
  offsetMs: number;
  /** Of the whole order. */
  leftPercent: number;
  widthPercent: number;
};

export function stepRows(steps: readonly OrderStep[]): { rows: StepRow[]; durationMs: number } {
  const placed = steps
    .map((step) => ({ step, startUs: microsFromIso(step.start) }))
    .toSorted((one, other) => one.startUs - other.startUs);
  const firstUs = placed[0]?.startUs ?? 0;
  const ends = placed.map(({ step, startUs }) => (startUs - firstUs) / 1_000 + step.durationMs);
  const durationMs = Math.max(0, ...ends);
  const percent = (ms: number) => (durationMs === 0 ? 0 : Math.min(100, (ms / durationMs) * 100));
  const rows = placed.map(({ step, startUs }, place) => {
    const offsetMs = (startUs - firstUs) / 1_000;
    return { step, place, offsetMs, leftPercent: percent(offsetMs), widthPercent: percent(step.durationMs) };
  });
  return { rows, durationMs };
}
