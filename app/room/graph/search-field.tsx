"use client";

import { useEffect, useRef, useState } from "react";
import { Input } from "#components/ui/input.tsx";
import type { GraphQuery } from "./graph-query.ts";

type Props = {
  search: string;
  change: (change: Partial<GraphQuery>, how: "replace") => void;
  onEnter: () => void;
};

/** The field has its own text: the address follows a moment later, and must not take back what was typed meanwhile. */
export function SearchField({ search, change, onEnter }: Props) {
  const [text, setText] = useState(search);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (document.activeElement !== field.current) setText(search);
  }, [search]);

  const write = (next: string) => {
    setText(next);
    change({ search: next }, "replace");
  };
  return (
    <div className="w-full sm:w-64">
      <Input
        ref={field}
        type="search"
        data-search
        aria-label="Search services"
        aria-keyshortcuts="/"
        placeholder="Search services"
        value={text}
        onChange={(event) => write(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") onEnter();
          if (event.key !== "Escape") return;
          write("");
          event.currentTarget.blur();
        }}
      />
    </div>
  );
}
