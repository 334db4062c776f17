import type { AlertList } from "#lib/contract/alert-answers.ts";
import { ask } from "#lib/store/ask.ts";
import { bareStateOf } from "./match-alert.ts";
import { readActiveSilences } from "./silence-cover.ts";
import { readCoverable } from "./to-silence.ts";
import type { AlertsContext } from "./types.ts";

/** How many are open of what, whatever was asked for. */
export function countOpenAlerts({
  store,
  clock,
}: Pick<AlertsContext, "store" | "clock">): Promise<AlertList["counts"]> {
  return ask(store, async (db) => {
    const open = await readCoverable(db);
    const silences = await readActiveSilences(db, clock.nowMs());
    const stateOf = (alert: (typeof open)[number]) =>
      silences.some(({ fits }) => fits(alert)) ? "silenced" : bareStateOf(alert);
    return {
      severity: countBy(open, (alert) => alert.severity),
      state: countBy(open, stateOf),
      kind: countBy(open, (alert) => alert.kind),
      rule: countBy(open, (alert) => alert.rule),
    };
  });
}

function countBy<Item>(items: readonly Item[], wordOf: (item: Item) => string): Record<string, number> {
  const groups = Map.groupBy(items, wordOf);
  return Object.fromEntries([...groups].map(([word, group]) => [word, group.length]));
}
