"use client";

import { Search, X } from "lucide-react";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { useAlive } from "#components/ui/use-alive.ts";
import { logFields } from "#lib/contract/filter/fields.ts";
import { parseFilter } from "#lib/contract/filter/parse-filter.ts";
import { type FilterProblem, maxFilterLength } from "#lib/contract/filter/term.ts";
import type { completionsAt } from "./completions.ts";
import { MistakeUnderline } from "./mistake-underline.tsx";
import { Offers } from "./offers.tsx";
import { useOffer } from "./use-offer.ts";

type Props = {
  text: string;
  known: Parameters<typeof completionsAt>[2];
  /** What the address says beside the filter, for a browser without scripts. */
  kept: Readonly<Record<string, string>>;
  onAsk: (text: string) => void;
};

/** The filter as text. A plain form, which with a script completes names and shows mistakes before anything is asked. */
export function QueryField({ text, known, kept, onAsk }: Props) {
  const [draft, setDraft] = useState(text);
  const [problem, setProblem] = useState(() => problemOf(text));
  const input = useRef<HTMLInputElement>(null);
  const ids = { list: useId(), message: useId() };
  const offer = useOffer(known, (next, caret) => {
    setDraft(next);
    setProblem(undefined);
    requestAnimationFrame(() => input.current?.setSelectionRange(caret, caret));
  });
  const ask = (asked: string) => {
    const found = problemOf(asked);
    setProblem(found);
    offer.close();
    if (!found) return onAsk(asked.trim());
    input.current?.focus();
    input.current?.setSelectionRange(found.at, found.at + found.length);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (offer.onKey(event.key, draft)) event.preventDefault();
    else if (event.key === "Escape") input.current?.blur();
  };
  return (
    <form
      action="/room/logs"
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
          <input
            ref={input}
            name="q"
            value={draft}
            onChange={(event) => {
              setDraft(event.target.value);
              setProblem(undefined);
              offer.open(event.target.value, event.target.selectionStart ?? event.target.value.length);
            }}
            onKeyDown={onKeyDown}
            onClick={({ currentTarget }) => offer.open(draft, currentTarget.selectionStart ?? draft.length)}
            onBlur={() => {
              offer.close();
              setProblem(problemOf(draft));
            }}
            maxLength={maxFilterLength}
            placeholder="Words, or level:>=warn service:… -not"
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
          {problem ? <MistakeUnderline text={draft} problem={problem} field={input} /> : null}
          {draft === "" ? null : (
            <ClearButton
              onClear={() => {
                setDraft("");
                ask("");
              }}
            />
          )}
          <Offers
            id={ids.list}
            items={offer.items}
            active={offer.active}
            onTake={(item) => offer.take(item, draft)}
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

export function problemOf(text: string): FilterProblem | undefined {
  const parsed = parseFilter(text, logFields);
  return "problem" in parsed ? parsed.problem : undefined;
}
