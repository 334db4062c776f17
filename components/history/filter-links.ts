// Links that show only what has an attribute, or only what has not.

import type { Stretch } from "#lib/contract/evidence-links.ts";
import { printTerm } from "#lib/contract/filter/print-filter.ts";

type Attribute = { name: string; value: string; not: boolean };

export function filteredBy(page: "traces" | "logs", { name, value, not }: Attribute, time: Stretch): string {
  const q = printTerm({ not, kind: "field", field: name, op: "is", values: [value] });
  return `/room/${page}?${new URLSearchParams({ q, ...time })}`;
}
