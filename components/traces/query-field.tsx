"use client";

import { useId, useState } from "react";
import { Input } from "#components/ui/input.tsx";
import { spanFields } from "#lib/contract/filter/fields.ts";
import { parseFilter } from "#lib/contract/filter/parse-filter.ts";
import { FilterMistake } from "./filter-mistake.tsx";

type Props = { said: string | undefined; className?: string };

/** A filter of spans, with its mistake shown at its place: by the server for what was sent, here as it is written. */
export function QueryField({ said = "", className }: Props) {
  const [text, setText] = useState(said);
  const [shown, setShown] = useState(said);
  // What the address says now takes the place of what was written for another one.
  if (shown !== said) {
    setShown(said);
    setText(said);
  }
  const [field, help] = [useId(), useId()];
  const parsed = parseFilter(text, spanFields);
  const problem = "problem" in parsed ? parsed.problem : undefined;
  return (
    <div className={className}>
      <label htmlFor={field} className="mb-1 block text-sm text-muted">
        Filter
      </label>
      <Input
        id={field}
        type="search"
        name="q"
        data-search
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder="checkout service:api-gateway duration:>=200ms -status:error"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={500}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? help : undefined}
        className="font-mono text-sm [font-variant-ligatures:none] aria-invalid:border-red-high"
      />
      {problem ? <FilterMistake id={help} text={text} problem={problem} /> : null}
    </div>
  );
}
