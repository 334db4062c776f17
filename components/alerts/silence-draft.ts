// A silence before it is made: whom it would cover, and what is wrong with it.
import type { Alert } from "#lib/contract/alert-answers.ts";
import { alertFields } from "#lib/contract/alert-words.ts";
import { alertMatcher } from "#lib/contract/filter/match-alert.ts";
import { parseFilter } from "#lib/contract/filter/parse-filter.ts";

/** The lengths that are offered, in minutes. */
export const silenceLengths = [
  { name: "30", label: "30 min" },
  { name: "60", label: "1 h" },
  { name: "240", label: "4 h" },
  { name: "1440", label: "1 day" },
  { name: "10080", label: "1 week" },
] as const;
export type SilenceLength = (typeof silenceLengths)[number]["name"];

export type Coverage = { problem: string } | { covered: readonly Alert[] };

/** What a silence itself does to an alert's state does not count, or it would lift itself. */
export function coverageOf(matcher: string, alerts: readonly Alert[]): Coverage {
  const text = matcher.trim();
  if (text === "") return { problem: "A silence needs to say which alerts it is for." };
  const parsed = parseFilter(text, alertFields);
  if ("problem" in parsed) {
    const { at, message } = parsed.problem;
    return { problem: `At character ${at + 1}: ${message}` };
  }
  const stranger = parsed.terms.find((term) => term.kind === "field" && !(term.field in alertFields));
  if (stranger?.kind === "field") {
    const names = Object.keys(alertFields).join(", ");
    return { problem: `There is no field ${stranger.field}; there are ${names}.` };
  }
  const fits = alertMatcher(parsed.terms);
  return { covered: alerts.filter((alert) => alert.state !== "resolved" && fits(bare(alert))) };
}

function bare(alert: Alert): Alert {
  return { ...alert, state: alert.acknowledged ? "acknowledged" : "firing" };
}
