// What the board's address asks of its alerts, as pure functions: server and browser show the same.
import type { Alert } from "#lib/contract/alert-answers.ts";
import { alertFields } from "#lib/contract/alert-words.ts";
import { alertMatcher } from "#lib/contract/filter/match-alert.ts";
import { parseFilter } from "#lib/contract/filter/parse-filter.ts";
import { type FilterProblem, maxFilterLength, type Term } from "#lib/contract/filter/term.ts";
import { severities } from "#lib/contract/severity.ts";

export const groupings = ["none", "subject", "rule", "severity"] as const;
export type Grouping = (typeof groupings)[number];
export const sortings = ["severity", "newest", "oldest"] as const;
export type Sorting = (typeof sortings)[number];
export const showings = ["open", "resolved"] as const;
export type Showing = (typeof showings)[number];

export type BoardView = { q: string; group: Grouping; sort: Sorting; state: Showing };

/** What the address says wrongly is left out, not refused. */
export function readBoardView(read: (name: string) => string | undefined): BoardView {
  return {
    q: (read("q") ?? "").trim().slice(0, maxFilterLength),
    group: oneOf(groupings, read("group")),
    sort: oneOf(sortings, read("sort")),
    state: oneOf(showings, read("state")),
  };
}

function oneOf<Name extends string>(names: readonly [Name, ...Name[]], said: string | undefined): Name {
  return names.find((name) => name === said) ?? names[0];
}

export type AskedTerms = { terms: readonly Term[] } | { problem: FilterProblem };

export function askedTerms(q: string): AskedTerms {
  return parseFilter(q, alertFields);
}

/** Those that the view is about, whatever its filter says. */
export function shownOf(alerts: readonly Alert[], { state }: Pick<BoardView, "state">): Alert[] {
  return alerts.filter((alert) => (alert.state === "resolved") === (state === "resolved"));
}

export function found(alerts: readonly Alert[], terms: readonly Term[]): Alert[] {
  return terms.length === 0 ? [...alerts] : alerts.filter(alertMatcher(terms));
}

const rank = (alert: Pick<Alert, "severity">) => severities.indexOf(alert.severity);

export function worstOf(alerts: readonly Alert[]): Alert | undefined {
  return alerts.reduce<Alert | undefined>(
    (worst, alert) => (worst && rank(worst) <= rank(alert) ? worst : alert),
    undefined,
  );
}

/** What needs somebody first: worse before better, then newer before older; the id, so that equals never swap places. */
const orders: Record<Sorting, (left: Alert, right: Alert) => number> = {
  severity: (left, right) => rank(left) - rank(right) || orders.newest(left, right),
  newest: (left, right) => right.startedAt.localeCompare(left.startedAt) || left.id.localeCompare(right.id),
  oldest: (left, right) => left.startedAt.localeCompare(right.startedAt) || left.id.localeCompare(right.id),
};

export function sorted(alerts: readonly Alert[], sort: Sorting): Alert[] {
  return alerts.toSorted(orders[sort]);
}
