// The board's rows: groups with their alerts, and below a cause what only follows from it, folded.
import type { Alert } from "#lib/contract/alert-answers.ts";
import { fieldIs } from "#lib/contract/filter/log-terms.ts";
import { printFilter } from "#lib/contract/filter/print-filter.ts";
import { severities, severityWords } from "#lib/contract/severity.ts";
import { isLoud } from "./alert-tally.ts";
import { ruleWord } from "./alert-words.ts";
import { type BoardView, type Grouping, type Sorting, sorted, worstOf } from "./board-view.ts";

export type GroupRow = {
  kind: "group";
  key: string;
  title: string;
  alerts: readonly Alert[];
  worst: Alert;
  /** Fits the group, and nothing else that is open now. */
  matcher: string;
  folded: boolean;
};
export type AlertRow = {
  kind: "alert";
  key: string;
  alert: Alert;
  /** It stands below its cause. */
  follows: boolean;
  /** Those below it. */
  followers: readonly Alert[];
  unfolded: boolean;
};
export type BoardRow = GroupRow | AlertRow;

type Folding = {
  /** Groups that are shut, by key, and causes whose followers are shown, by id. */
  shut: ReadonlySet<string>;
  opened: ReadonlySet<string>;
};

export function boardRows(
  alerts: readonly Alert[],
  { group, sort }: Pick<BoardView, "group" | "sort">,
  folding: Folding,
): BoardRow[] {
  if (group === "none") return alertRows(sorted(alerts, sort), folding.opened, sort);
  return groupsOf(alerts, group, sort).flatMap((row) => {
    const folded = folding.shut.has(row.key);
    const rows: BoardRow[] = [{ ...row, folded }];
    return folded ? rows : [...rows, ...alertRows(row.alerts, folding.opened, sort)];
  });
}

/** A follower stands below its cause where that is in sight, else by itself. */
function alertRows(alerts: readonly Alert[], opened: ReadonlySet<string>, sort: Sorting): AlertRow[] {
  const cause = causesAmong(alerts);
  const isBelow = (alert: Alert) => cause(alert) !== alert;
  const below = Map.groupBy(alerts.filter(isBelow), (alert) => cause(alert).id);
  return alerts.flatMap((alert): AlertRow[] => {
    if (isBelow(alert)) return [];
    const followers = sorted(below.get(alert.id) ?? [], sort);
    const unfolded = opened.has(alert.id);
    const row: AlertRow = { kind: "alert", key: alert.id, alert, follows: false, followers, unfolded };
    return unfolded ? [row, ...followers.map(followerRow)] : [row];
  });
}

/** The alert that another one follows from in the end, itself where that is not in sight. */
function causesAmong(alerts: readonly Alert[]): (alert: Alert) => Alert {
  const byId = new Map(alerts.map((alert) => [alert.id, alert]));
  return (alert) => {
    const seen = new Set([alert]);
    let at = alert;
    for (;;) {
      const next = at.inhibitedBy ? byId.get(at.inhibitedBy.id) : undefined;
      if (!next) return at;
      // Two that follow from each other: each stands by itself.
      if (seen.has(next)) return alert;
      seen.add(next);
      at = next;
    }
  };
}

function followerRow(alert: Alert): AlertRow {
  return { kind: "alert", key: alert.id, alert, follows: true, followers: [], unfolded: false };
}

/**
 * What follows goes with its cause, whatever it is about itself. The group in which the worst wants somebody comes first, or
 * whose newest or oldest does.
 */
function groupsOf(alerts: readonly Alert[], group: Exclude<Grouping, "none">, sort: Sorting): GroupRow[] {
  const cause = causesAmong(alerts);
  const groups = Map.groupBy(sorted(alerts, sort), (alert) => keyOf(cause(alert), group));
  const rows = [...groups].flatMap(([key, members]): GroupRow[] => {
    const worst = worstOf(members);
    return worst
      ? [{ ...wordsOf(worst, group), kind: "group", key, alerts: members, worst, folded: false }]
      : [];
  });
  if (sort !== "severity") return rows;
  const order = ({ worst }: GroupRow) =>
    severities.indexOf(worst.severity) + (isLoud(worst) ? 0 : severities.length);
  return rows.toSorted((left, right) => order(left) - order(right));
}

function keyOf(alert: Alert, group: Exclude<Grouping, "none">): string {
  return group === "subject" ? `${alert.kind} ${alert.subject}` : alert[group];
}

function wordsOf(alert: Alert, group: Exclude<Grouping, "none">): Pick<GroupRow, "title" | "matcher"> {
  if (group === "severity")
    return {
      title: severityWords[alert.severity].word,
      matcher: printFilter([fieldIs("severity", alert.severity)]),
    };
  if (group === "rule")
    return { title: ruleWord(alert.rule), matcher: printFilter([fieldIs("rule", alert.rule)]) };
  const terms = [fieldIs("kind", alert.kind), fieldIs("subject", alert.subject)];
  return { title: alert.subject, matcher: printFilter(terms) };
}

/** Fits this alert, and the next one of the same rule and subject. */
export function matcherFor({ kind, rule, subject, item }: Alert): string {
  const terms = [fieldIs("kind", kind), fieldIs("rule", rule), fieldIs("subject", subject)];
  return printFilter(item === "" ? terms : [...terms, fieldIs("item", item)]);
}
