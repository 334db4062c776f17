// What is known of a vendor (and, of discount stock, of one of its items) as the answer to one question.
import type { Severity } from "#lib/contract/severity.ts";

export type Facts = Record<string, string | number | null>;

/** What a row of the source comes to. */
export type Observation = { code: string; item: string; value: number; facts: Facts };

export type Reading = Observation & {
  severity: Severity;
  sinceMs: number;
  observedAtMs: number;
  /** The newest answer said nothing of it. */
  isMissed: boolean;
};

export type VendorName = { name: string; city: string };

/** Unique within a question: neither codes nor items hold control characters. */
export function readingKey({ code, item }: Pick<Observation, "code" | "item">): string {
  return `${code}\n${item}`;
}
