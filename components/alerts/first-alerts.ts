// Of thousands a page is sent those that it shows first.
import { readableEntries } from "#components/live/feed-entries.ts";
import type { Alert } from "#lib/contract/alert-answers.ts";
import { askedTerms, type BoardView, found, shownOf, sorted } from "./board-view.ts";

type First = {
  entries: Record<string, Alert>;
  /** How many there are in all. */
  total: number;
};

export function firstAlerts(
  feed: Readonly<Record<string, unknown>>,
  view: Pick<BoardView, "q" | "sort" | "state">,
  most: number,
): First {
  const alerts = Object.values(readableEntries("alerts", feed)).filter((one) => one !== undefined);
  const asked = askedTerms(view.q);
  const wanted = "terms" in asked ? found(shownOf(alerts, view), asked.terms) : [];
  const first = sorted(wanted, view.sort).slice(0, most);
  return { entries: Object.fromEntries(first.map((alert) => [alert.id, alert])), total: wanted.length };
}
