"use client";

import { type RefObject, useRef, useState } from "react";
import { logFields } from "#lib/contract/filter/fields.ts";
import { parseFilter } from "#lib/contract/filter/parse-filter.ts";
import type { FilterProblem } from "#lib/contract/filter/term.ts";
import type { completionsAt } from "./completions.ts";
import { type Offer, useOffer } from "./use-offer.ts";

type Options = {
  text: string;
  known: Parameters<typeof completionsAt>[2];
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

export function useQueryDraft({ text, known, onAsk }: Options): QueryDraft {
  const [draft, setDraft] = useState(text);
  const [problem, setProblem] = useState(() => problemOf(text));
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
    const found = problemOf(asked);
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
      setProblem(problemOf(draft));
    },
    ask,
    clear: () => {
      change("");
      ask("");
    },
  };
}

function problemOf(text: string): FilterProblem | undefined {
  const parsed = parseFilter(text, logFields);
  return "problem" in parsed ? parsed.problem : undefined;
}
