"use client";

import { Minus, Plus } from "lucide-react";
import type { ReactNode } from "react";
import type { FieldValue } from "#components/filter/toggle-value.ts";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";

export type Named = { field: string; value: unknown };
type Props = { label: string; entries: readonly Named[]; onFilter: (asked: FieldValue) => void };

/** Every value with what can be done with it. What is no plain value unfolds. */
export function AttributeTree({ label, entries, onFilter }: Props) {
  return (
    <dl aria-label={label} className="grid text-xs sm:grid-cols-[minmax(9rem,auto)_minmax(0,1fr)]">
      {entries.map(({ field, value }) => (
        <div
          key={field}
          className="group/value grid min-h-7 items-center gap-x-4 rounded-sm px-2 hover:bg-cobalt-wash sm:col-span-2 sm:grid-cols-subgrid"
        >
          <dt className="figures self-start pt-1.5 break-all text-muted">{field}</dt>
          <dd className="flex min-w-0 items-start gap-2">
            <span className="min-w-0 flex-1 py-1.5">
              <Value value={value} />
            </span>
            <Actions field={field} value={value} onFilter={onFilter} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ value }: { value: unknown }) {
  if (typeof value === "object" && value !== null) {
    return (
      <details>
        <summary className="figures cursor-pointer text-cobalt">
          {Array.isArray(value) ? `[${value.length}]` : `{${Object.keys(value).length}}`}
        </summary>
        <dl className="border-l border-line pl-3">
          {Object.entries(value).map(([name, part]) => (
            <div key={name} className="flex gap-3 py-0.5">
              <dt className="figures text-muted">{name}</dt>
              <dd className="min-w-0">
                <Value value={part} />
              </dd>
            </div>
          ))}
        </dl>
      </details>
    );
  }
  return <span className="figures break-words whitespace-pre-wrap">{textOf(value)}</span>;
}

function Actions({ field, value, onFilter }: Named & Pick<Props, "onFilter">) {
  const text = textOf(value);
  // A filter that long could not be asked.
  const canFilter = typeof value !== "object" && text.length <= 200;
  return (
    <span className="flex shrink-0 opacity-60 group-focus-within/value:opacity-100 group-hover/value:opacity-100 noscript:hidden">
      {canFilter ? (
        <>
          <FilterButton
            label={`Only lines with this ${field}`}
            onChoose={() => onFilter({ field, value: text, not: false })}
          >
            <Plus className="size-4" aria-hidden />
          </FilterButton>
          <FilterButton
            label={`Only lines without this ${field}`}
            onChoose={() => onFilter({ field, value: text, not: true })}
          >
            <Minus className="size-4" aria-hidden />
          </FilterButton>
        </>
      ) : null}
      <CopyButton text={text} label={`Copy ${field}`} />
    </span>
  );
}

type FilterButtonProps = { label: string; onChoose: () => void; children: ReactNode };

function FilterButton({ label, onChoose, children }: FilterButtonProps) {
  return (
    <Button
      look="quiet"
      size="sm"
      className="size-7 px-0"
      aria-label={label}
      title={label}
      onClick={onChoose}
    >
      {children}
    </Button>
  );
}

const textOf = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
