"use client";

import { Minus } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import type { FilterFields } from "#lib/contract/filter/term.ts";
import { type FieldValue, stateOf } from "./toggle-value.ts";

export type Facet = {
  field: string;
  title: string;
  /** Null stands for what has no such field; `name`, where the value is not its own. */
  values: readonly { value: string | null; name?: string; count: number }[];
  /** How many more there are. */
  more: number;
};
type Props = {
  facets: readonly Facet[];
  text: string;
  fields: FilterFields;
  onFilter: (asked: FieldValue) => void;
};

/** How what was found divides, and one click to keep a part or to leave it out. */
export function FacetList({ facets, ...rest }: Props) {
  return (
    <div className="grid gap-5 sm:max-lg:grid-cols-2">
      {facets
        .filter(({ values }) => values.length > 0)
        .map((facet) => (
          <FacetSection key={facet.field} facet={facet} {...rest} />
        ))}
    </div>
  );
}

type FacetProps = { facet: Facet } & Omit<Props, "facets">;

function FacetSection({ facet: { field, title, values, more }, ...rest }: FacetProps) {
  const most = Math.max(1, ...values.map(({ count }) => count));
  return (
    <section aria-label={title}>
      <h2 className="mb-1 text-xs font-medium text-muted">{title}</h2>
      <ul>
        {values.map(({ value, name = value ?? `no ${field}`, count }) => (
          <li key={value ?? ""} className="group/facet relative flex items-center">
            <span
              aria-hidden
              className="absolute inset-y-0.5 left-0 rounded-sm bg-chosen/60"
              style={{ width: `${Math.max(2, (count / most) * 100)}%` }}
            />
            <FacetValue {...{ field, value, name, count, ...rest }} />
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="px-2 text-xs text-muted">and {more} more</p> : null}
    </section>
  );
}

type ValueProps = { field: string; value: string | null; name: string; count: number } & Omit<
  Props,
  "facets"
>;

function FacetValue({ field, value, name, count, text, fields, onFilter }: ValueProps) {
  const state = stateOf(text, { field, value }, fields);
  return (
    <>
      <button
        type="button"
        aria-pressed={state === "in"}
        onClick={() => onFilter({ field, value, not: false })}
        title={state === "in" ? `Also others than ${name}` : `Only ${name}`}
        className={classNames(
          "relative flex h-7 min-w-0 flex-1 cursor-pointer items-center justify-between gap-2 rounded-sm px-2 text-left text-sm hover:bg-cobalt-wash hover:text-cobalt",
          state === "in" && "bg-cobalt-wash font-medium text-cobalt",
          state === "out" && "text-muted line-through",
          value === null && "italic",
        )}
      >
        <span className="truncate">{name}</span>
        <span className="figures text-xs text-muted">{shortCount(count)}</span>
      </button>
      <Button
        look="quiet"
        size="sm"
        aria-label={`Without ${name}`}
        aria-pressed={state === "out"}
        title={`Without ${name}`}
        onClick={() => onFilter({ field, value, not: true })}
        className="relative size-7 shrink-0 px-0 opacity-60 group-focus-within/facet:opacity-100 group-hover/facet:opacity-100"
      >
        <Minus className="size-3.5" aria-hidden />
      </Button>
    </>
  );
}

/** What is compared is the size, not the last digit. */
export function shortCount(count: number): string {
  if (count < 10_000) return String(count);
  if (count < 999_500) return `${Math.round(count / 1_000)}k`;
  return `${(count / 1_000_000).toFixed(1)}M`;
}
