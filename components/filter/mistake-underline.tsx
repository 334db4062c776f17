"use client";

import { type RefObject, useEffect, useRef } from "react";
import type { FilterProblem } from "#lib/contract/filter/term.ts";

type Props = { text: string; problem: FilterProblem; field: RefObject<HTMLInputElement | null> };

/** The same text in the same letters, above the field and invisible but for the line below the mistake. */
export function MistakeUnderline({ text, problem: { at, length }, field }: Props) {
  const copy = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const input = field.current;
    const follow = () => {
      if (copy.current && input) copy.current.scrollLeft = input.scrollLeft;
    };
    follow();
    input?.addEventListener("scroll", follow);
    return () => input?.removeEventListener("scroll", follow);
  }, [field]);
  return (
    <span
      ref={copy}
      aria-hidden
      data-mistake={text.slice(at, at + length)}
      className="figures pointer-events-none absolute inset-y-0 right-9 left-9 flex items-center overflow-hidden text-sm whitespace-pre text-transparent"
    >
      <span>{text.slice(0, at)}</span>
      <span className="underline decoration-red-high decoration-wavy decoration-2 underline-offset-4">
        {text.slice(at, at + length)}
      </span>
      <span>{text.slice(at + length)}</span>
    </span>
  );
}
