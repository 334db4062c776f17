"use client";

import { type RefObject, useRef, useState } from "react";
import { parseFilter } from "#lib/contract/filter/parse-filter.ts";
import type { FilterFields, FilterProblem } from "#lib/contract/filter/term.ts";
import type { Known } from "./completions.ts";
import { type Offer, useOffer } from "./use-offer.ts";

type Options = {
  text: string;
  fields: FilterFields;
  known: Known;
  onAsk: (text: string) => void;
};

export type QueryDraft = {
  draft: string;
  /** Shown once somebody stopped writing: what is half written is no mistake yet. */
  problem: FilterProblem | undefined;
  offer: Offer;
  input: RefObject<HTMLInputElement | null>;
  write: (text: string, caret: number) => void;
  leave: () => void;
  ask: (text: string) => void;
  clear: () => void;
};

export function useQueryDraft({ text, fields, known, onAsk }: Options): QueryDraft {
  const [draft, setDraft] = useState(text);
  const [problem, setProblem] = useState(() => problemOf(text, fields));
  const input = useRef<HTMLInputElement>(null);
  const change = (next: string) => {
    setDraft(next);
    setProblem(undefined);
  };
  const offer = useOffer(known, (next, caret) => {
    change(next);
    requestAnimationFrame(() => input.current?.setSelectionRange(caret, caret));
  });
  const ask = (asked: string) => {
    const found = problemOf(asked, fields);
    setProblem(found);
    offer.close();
    if (!found) return onAsk(asked.trim());
    input.current?.focus();
    input.current?.setSelectionRange(found.at, found.at + found.length);
  };
  return {
    draft,
    problem,
    offer,
    input,
    write: (next, caret) => {
      change(next);
      offer.open(next, caret);
    },
    leave: () => {
      offer.close();
      setProblem(problemOf(draft, fields));
    },
    ask,
    clear: () => {
      change("");
      ask("");
    },
  };
}

function problemOf(text: string, fields: FilterFields): FilterProblem | undefined {
  const parsed = parseFilter(text, fields);
  return "problem" in parsed ? parsed.problem : undefined;
}
