/** So many rows are all drawn at once: the browser's own search finds them, and they can be printed. */
export const shownWhole = 250;
/** Of more, without a script these are all there are to read; with one they are more than a screen has until it runs. */
export const firstRows = 80;

export function placesAtFirst(count: number): number[] {
  return Array.from({ length: count > shownWhole ? firstRows : count }, (_, at) => at);
}
