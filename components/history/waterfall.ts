// How much of a whole a part is, and why a span failed.
import type { Span } from "#lib/contract/trace-answers.ts";

/** In percent, between 0 and 100. */
export function shareOf(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.min(100, Math.max(0, (part / whole) * 100));
}

/** What the failed span itself said: its status, else the exception it met, else the kind of error. */
export function failureReason({ statusMessage, events, attributes }: Span): string | undefined {
  const exception = events.find(({ name }) => name === "exception")?.attributes["exception.message"];
  return [statusMessage, exception, attributes["error.type"]].find(
    (said) => typeof said === "string" && said !== "",
  ) as string | undefined;
}
