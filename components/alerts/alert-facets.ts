// How the board's alerts divide. What a field itself is narrowed by does not count for it: the other values stay in sight.
import type { Facet } from "#components/filter/facet-list.tsx";
import type { Alert } from "#lib/contract/alert-answers.ts";
import { alertKinds, alertStates } from "#lib/contract/alert-words.ts";
import type { Term } from "#lib/contract/filter/term.ts";
import { severities, severityWords } from "#lib/contract/severity.ts";
import { ruleWord, stateWords } from "./alert-words.ts";
import { found } from "./board-view.ts";

type Field = "severity" | "state" | "kind" | "rule" | "subject";
type Spec = { field: Field; title: string; order?: readonly string[]; name?: (value: string) => string };

const specs: readonly Spec[] = [
  { field: "severity", title: "Severity", order: severities, name: (value) => severityName(value) },
  { field: "state", title: "State", order: alertStates, name: (value) => stateName(value) },
  {
    field: "kind",
    title: "Kind",
    order: alertKinds,
    name: (value) => (value === "vendor" ? "Vendors" : "Services"),
  },
  { field: "rule", title: "Rule", name: ruleWord },
  { field: "subject", title: "About" },
];
const mostValues = 8;

export function alertFacets(alerts: readonly Alert[], terms: readonly Term[]): Facet[] {
  return specs.map((spec) => {
    const others = terms.filter((term) => term.kind !== "field" || term.field !== spec.field);
    return facetOf(found(alerts, others), spec);
  });
}

function facetOf(alerts: readonly Alert[], { field, title, order, name }: Spec): Facet {
  const groups = Map.groupBy(alerts, (alert) => alert[field]);
  const counted = [...groups].map(([value, { length }]) => ({
    value,
    count: length,
    ...(name ? { name: name(value) } : {}),
  }));
  const values = counted.toSorted((left, right) =>
    order
      ? order.indexOf(left.value) - order.indexOf(right.value)
      : right.count - left.count || left.value.localeCompare(right.value),
  );
  return { field, title, values: values.slice(0, mostValues), more: Math.max(0, values.length - mostValues) };
}

const severityName = (value: string) =>
  severities.flatMap((name) => (name === value ? [severityWords[name].word] : []))[0] ?? value;
const stateName = (value: string) =>
  alertStates.flatMap((name) => (name === value ? [stateWords[name]] : []))[0] ?? value;
