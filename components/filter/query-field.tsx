"use client";

import { Search, X } from "lucide-react";
import { useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { useAlive } from "#components/ui/use-alive.ts";
import { type FilterFields, maxFilterLength } from "#lib/contract/filter/term.ts";
import type { Known } from "./completions.ts";
import { MistakeUnderline } from "./mistake-underline.tsx";
import { Offers } from "./offers.tsx";
import { type QueryDraft, useQueryDraft } from "./use-query-draft.ts";

type Props = {
  /** Where a browser without scripts sends it. */
  page: string;
  text: string;
  fields: FilterFields;
  known: Known;
  placeholder: string;
  /** What the address says beside the filter, for a browser without scripts. */
  kept: Readonly<Record<string, string>>;
  onAsk: (text: string) => void;
};

/** The filter as text. A plain form, which with a script completes names and shows mistakes before anything is asked. */
export function QueryField({ page, text, fields, known, placeholder, kept, onAsk }: Props) {
  const field = useQueryDraft({ text, fields, known, onAsk });
  const ids = { list: useId(), message: useId() };
  const { draft, problem, ask } = field;
  return (
    <form
      action={page}
      className="min-w-0 flex-1"
      onSubmit={(event) => {
        event.preventDefault();
        ask(draft);
      }}
    >
      {Object.entries(kept).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="flex gap-2">
        <div className="relative min-w-0 flex-1">
          <Search className="pointer-events-none absolute top-2.5 left-3 size-4 text-muted" aria-hidden />
          <FilterInput field={field} ids={ids} placeholder={placeholder} />
          {problem ? <MistakeUnderline text={draft} problem={problem} field={field.input} /> : null}
          {draft === "" ? null : <ClearButton onClear={field.clear} />}
          <Offers
            id={ids.list}
            items={field.offer.items}
            active={field.offer.active}
            onTake={(item) => field.offer.take(item, draft)}
          />
        </div>
        <Button type="submit" look="solid">
          Search
        </Button>
      </div>
      <p id={ids.message} role="status" className={classNames("text-sm text-red-high", problem && "mt-1.5")}>
        {problem ? (
          <>
            At character <span className="figures">{problem.at + 1}</span>: {problem.message}
          </>
        ) : null}
      </p>
    </form>
  );
}

type InputProps = { field: QueryDraft; ids: { list: string; message: string }; placeholder: string };

function FilterInput({
  field: { draft, problem, offer, input, write, leave },
  ids,
  placeholder,
}: InputProps) {
  return (
    <input
      ref={input}
      name="q"
      value={draft}
      onChange={({ target }) => write(target.value, target.selectionStart ?? target.value.length)}
      onKeyDown={(event) => {
        if (offer.onKey(event.key, draft)) event.preventDefault();
        else if (event.key === "Escape") event.currentTarget.blur();
      }}
      onClick={({ currentTarget }) => offer.open(draft, currentTarget.selectionStart ?? draft.length)}
      onBlur={leave}
      maxLength={maxFilterLength}
      placeholder={placeholder}
      aria-label="Filter"
      role="combobox"
      aria-autocomplete="list"
      aria-expanded={offer.items.length > 0}
      aria-controls={ids.list}
      aria-activedescendant={offer.active === undefined ? undefined : `${ids.list}-${offer.active}`}
      aria-invalid={problem !== undefined}
      aria-describedby={problem ? ids.message : undefined}
      aria-keyshortcuts="/"
      data-search
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      className={classNames(
        "figures h-9 w-full rounded-md border border-edge bg-panel pr-9 pl-9 text-sm text-ink placeholder:font-sans placeholder:text-muted hover:border-cobalt",
        problem && "border-red-high",
      )}
    />
  );
}

function ClearButton({ onClear }: { onClear: () => void }) {
  return useAlive() ? (
    <Button
      look="quiet"
      aria-label="Clear the filter"
      className="absolute top-1 right-1 size-7 px-0"
      onClick={onClear}
    >
      <X className="size-4" aria-hidden />
    </Button>
  ) : null;
}
