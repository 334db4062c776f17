import type { AlertState } from "#lib/contract/alert-words.ts";
import { alertFields } from "#lib/contract/alert-words.ts";
import { alertMatcher } from "#lib/contract/filter/match-alert.ts";
import { parseFilter } from "#lib/contract/filter/parse-filter.ts";
import type { AlertRow } from "./types.ts";

type Matched = Pick<
  AlertRow,
  "kind" | "severity" | "rule" | "subject" | "item" | "title" | "resolvedAt" | "acknowledgedAt"
>;

/** Before a silence has its say: a silence must not lift itself by what it does to the state. */
export function bareStateOf({
  resolvedAt,
  acknowledgedAt,
}: Pick<AlertRow, "resolvedAt" | "acknowledgedAt">): AlertState {
  if (resolvedAt) return "resolved";
  return acknowledgedAt ? "acknowledged" : "firing";
}

/** What is stored was checked when it came in. What cannot be read all the same fits nothing; an empty text everything. */
export function matcherOf(matcher: string): (alert: Matched) => boolean {
  const parsed = parseFilter(matcher, alertFields);
  if ("problem" in parsed) return () => false;
  const fits = alertMatcher(parsed.terms);
  return (alert) => fits({ ...alert, state: bareStateOf(alert) });
}
