// Which alerts are news that may be heard: grave, wanting somebody, and not known to be so before.
import type { Alert } from "#lib/contract/alert-answers.ts";
import type { Severity } from "#lib/contract/severity.ts";
import { isLoud } from "./alert-tally.ts";

const grave: ReadonlySet<Severity> = new Set<Severity>(["cherry", "red-high"]);

export function graveIds(alerts: readonly Alert[]): ReadonlySet<string> {
  return new Set(alerts.filter((alert) => isLoud(alert) && grave.has(alert.severity)).map(({ id }) => id));
}

/** What a page finds when it opens is no news; undefined stands for that. */
export function isNews(before: ReadonlySet<string> | undefined, now: ReadonlySet<string>): boolean {
  return before !== undefined && [...now].some((id) => !before.has(id));
}
