/** Three digits are what a reader compares; the unit grows with the number. */
export function durationText(milliseconds: number): string {
  if (milliseconds >= 60_000) {
    const seconds = Math.round(milliseconds / 1_000);
    return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  }
  if (milliseconds >= 999.5) return `${threeDigits(milliseconds / 1_000)} s`;
  if (milliseconds >= 0.999_5) return `${threeDigits(milliseconds)} ms`;
  return `${Math.round(milliseconds * 1_000)} µs`;
}

function threeDigits(value: number): string {
  if (value >= 99.95) return value.toFixed(0);
  return value.toFixed(value >= 9.995 ? 1 : 2);
}
