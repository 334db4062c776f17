/** A report is that long under way at most, unless the clock it was stamped by is wrong. */
const longestWayMs = 1_000;
/** Two right clocks differ by that much. */
const toleratedAheadMs = 100;

/** What to add to a browser's times. A clock that may be right is believed: the way of a report is not known. */
export function clockShift(sentAtMs: number, receivedAtMs: number): number {
  const differenceMs = receivedAtMs - sentAtMs;
  return differenceMs >= -toleratedAheadMs && differenceMs <= longestWayMs ? 0 : differenceMs;
}
