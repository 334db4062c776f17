// The part of a trace's time that its waterfall shows, in microseconds since the start of the trace.

export type TimeWindow = { fromUs: number; toUs: number };

/** Narrower, and nothing could be dragged any more. */
const leastShare = 0.001;

export function leastWidthUs(durationUs: number): number {
  return Math.max(1, Math.ceil(durationUs * leastShare));
}

export function wholeWindow(durationUs: number): TimeWindow {
  return { fromUs: 0, toUs: durationUs };
}

export function isWhole({ fromUs, toUs }: TimeWindow, durationUs: number): boolean {
  return fromUs <= 0 && toUs >= durationUs;
}

/** Whole microseconds within the trace, the earlier edge first, never too narrow. */
export function fitWindow({ fromUs, toUs }: TimeWindow, durationUs: number): TimeWindow {
  const inside = (us: number) => Math.round(Math.min(durationUs, Math.max(0, us)));
  const [from, to] = [inside(Math.min(fromUs, toUs)), inside(Math.max(fromUs, toUs))];
  const least = Math.min(durationUs, leastWidthUs(durationUs));
  if (to - from >= least) return { fromUs: from, toUs: to };
  const start = Math.min(from, durationUs - least);
  return { fromUs: start, toUs: start + least };
}

/** As wide as before, as far as the trace goes. */
export function moveWindow({ fromUs, toUs }: TimeWindow, byUs: number, durationUs: number): TimeWindow {
  const by = Math.round(Math.min(durationUs - toUs, Math.max(-fromUs, byUs)));
  return { fromUs: fromUs + by, toUs: toUs + by };
}

/** Around a moment that stays where it is. */
export function scaleWindow(
  { fromUs, toUs }: TimeWindow,
  factor: number,
  aroundUs: number,
  durationUs: number,
): TimeWindow {
  const from = aroundUs - (aroundUs - fromUs) * factor;
  return fitWindow({ fromUs: from, toUs: from + (toUs - fromUs) * factor }, durationUs);
}

/** `1200-5300`, as the address says it. */
export function readWindow(text: string | null, durationUs: number): TimeWindow {
  const [, from, to] = /^(\d{1,15})-(\d{1,15})$/.exec(text ?? "") ?? [];
  if (from === undefined || to === undefined || Number(from) >= durationUs) return wholeWindow(durationUs);
  return fitWindow({ fromUs: Number(from), toUs: Number(to) }, durationUs);
}

export function writeWindow(window: TimeWindow, durationUs: number): string | undefined {
  return isWhole(window, durationUs) ? undefined : `${window.fromUs}-${window.toUs}`;
}

/** In percent of the window, and only what lies in it; undefined for what lies outside. */
export function placeIn(
  { fromUs, toUs }: TimeWindow,
  startUs: number,
  durationUs: number,
): { left: number; width: number } | undefined {
  const whole = toUs - fromUs;
  const endUs = startUs + durationUs;
  if (whole <= 0) return { left: 0, width: 0 };
  if (endUs < fromUs || startUs > toUs) return undefined;
  const start = Math.max(startUs, fromUs);
  const left = ((start - fromUs) / whole) * 100;
  return { left, width: ((Math.min(endUs, toUs) - start) / whole) * 100 };
}
