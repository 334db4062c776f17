"use client";

import { Search } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { Input } from "#components/ui/input.tsx";
import { JumpButtons } from "./jump-buttons.tsx";
import type { SpanSearch } from "./use-span-search.ts";
import type { ViewControl } from "./use-view.ts";

type Props = {
  control: ViewControl;
  search: SpanSearch;
  at: number | undefined;
  jump: (places: readonly number[], by: 1 | -1, focus?: boolean) => void;
};

export function SpanSearchField({ control: { view, find }, search, at, jump }: Props) {
  const [text, setText] = useState(view.find);
  const write = (next: string) => {
    setText(next);
    find(next);
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter") {
      event.preventDefault();
      jump(search.found, event.shiftKey ? -1 : 1, false);
    }
    if (event.key !== "Escape") return;
    // The first time what was written goes, then the keys are the page's again.
    if (text === "") event.currentTarget.blur();
    else write("");
  };
  return (
    <search className="relative flex min-w-0 grow items-center gap-1 max-sm:w-full sm:max-w-100">
      <form method="get" className="relative grow">
        <Search aria-hidden className="pointer-events-none absolute top-2 left-2 size-4 text-muted" />
        <Input
          data-search
          name="find"
          aria-label="Find spans"
          placeholder="Find spans: charge, http.route:/pay"
          value={text}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKey}
          aria-invalid={search.problem !== undefined}
          aria-describedby="found"
          className="h-8 pl-8 text-sm"
          autoComplete="off"
          spellCheck={false}
        />
      </form>
      <Found {...{ search, at, jump }} asked={text.trim() !== ""} />
    </search>
  );
}

function Found({
  search: { found, busy, problem },
  at,
  jump,
  asked,
}: Omit<Props, "control"> & { asked: boolean }) {
  const place = found.indexOf(at ?? -1);
  const none = busy ? "…" : "none";
  const count =
    place >= 0 ? `${place + 1} of ${found.length}` : found.length > 0 ? `${found.length} found` : none;
  return (
    <>
      <span id="found" role="status" className="figures text-sm whitespace-nowrap text-muted">
        {asked && !problem ? count : ""}
        {asked && problem ? (
          <span className="absolute top-full left-0 z-20 mt-1 max-w-100 rounded-md border border-red-high bg-panel px-2 py-1 font-sans whitespace-normal text-red-high">
            {problem}
          </span>
        ) : null}
      </span>
      {asked ? (
        <JumpButtons
          what="span found"
          keys={["P", "N"]}
          disabled={found.length === 0}
          onJump={(by) => jump(found, by)}
        />
      ) : null}
    </>
  );
}
