// What one message says of many alerts of one rule, for people: how many, how bad, the worst by name, and where the rest stand.
import { alertsMatching } from "#lib/contract/evidence-links.ts";
import { fieldIs } from "#lib/contract/filter/log-terms.ts";
import { printFilter } from "#lib/contract/filter/print-filter.ts";
import { severities, severityWords } from "#lib/contract/severity.ts";
import { compareSeverities } from "../compare-severities.ts";
import type { AlertRuleName } from "../types.ts";
import { alertAddress, clip, type NoticeWords, siteAddress, stateWord, turnOf } from "./notice-parts.ts";
import type { Notice, NoticedAlert } from "./types.ts";

/** Whoever reads it on a telephone looks at no more. */
const mostNamed = 20;
const longestTitle = 100;

const saidOf: Record<AlertRuleName, { of: string; what: string }> = {
  "vendor-status": { of: "vendors", what: "offline" },
  "vendor-product-status": { of: "vendors", what: "few products available" },
  "discount-stock": { of: "discounted items", what: "little left" },
  "error-rate": { of: "services", what: "requests fail" },
  latency: { of: "services", what: "slow answers" },
  "payment-success": { of: "services", what: "payments fail" },
  "stock-conflicts": { of: "services", what: "conflicts over stock" },
  "breaker-open": { of: "connections", what: "circuit breaker open" },
  "burn-rate": { of: "services", what: "error budget burns" },
};

export function groupWords({ event, alerts }: Notice, publicUrl: string | undefined): NoticeWords {
  const worstFirst = alerts.toSorted((one, other) => compareSeverities(one.severity, other.severity));
  const [worst = alerts[0]] = worstFirst;
  const { rule } = worst;
  const { of, what } = saidOf[rule as AlertRuleName] ?? { of: "alerts", what: rule };
  const starts = alerts.map(({ startedAt }) => startedAt).toSorted();
  return {
    headline: `[${stateWord(event, worst)}] ${turnOf(event)}${alerts.length} ${of}: ${what}`,
    lines: [howBad(alerts), rule, `since ${starts[0]}`],
    named: worstFirst.slice(0, mostNamed).map((alert) => ({
      title: clip(alert.title, longestTitle),
      link: publicUrl ? alertAddress(publicUrl, alert) : undefined,
    })),
    unnamed: Math.max(0, alerts.length - mostNamed),
    link: publicUrl ? boardAddress(publicUrl, event, rule) : undefined,
    linkText: "Open them on the board",
  };
}

/** Where they stand, with the others of their rule. */
export function boardAddress(publicUrl: string, event: Notice["event"], rule: string): string {
  const asked = printFilter([fieldIs("rule", rule)]);
  return siteAddress(publicUrl, alertsMatching(asked, event === "resolved" ? "resolved" : undefined));
}

/** `Critical: 3, High: 20`. */
function howBad(alerts: readonly NoticedAlert[]): string {
  const counts = Map.groupBy(alerts, ({ severity }) => severity);
  return severities
    .flatMap((severity) => {
      const count = counts.get(severity)?.length;
      return count ? [`${severityWords[severity].word}: ${count}`] : [];
    })
    .join(", ");
}
