/** What a `Retry-After` asks for: seconds, or a moment. Undefined where it says nothing; never more than `mostMs`. */
export function readRetryAfter(text: string | undefined, nowMs: number, mostMs: number): number | undefined {
  if (text === undefined) return undefined;
  const seconds = /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
  const waitMs = seconds === undefined ? Date.parse(text) - nowMs : seconds * 1_000;
  return Number.isNaN(waitMs) ? undefined : Math.min(mostMs, Math.max(0, waitMs));
}
