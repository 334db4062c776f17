"use client";

import { Download } from "lucide-react";
import type { BoardView } from "#components/alerts/board-view.ts";
import { groupings, showings, sortings } from "#components/alerts/board-view.ts";
import { buttonStyle } from "#components/ui/button-style.ts";
import { Choice } from "#components/ui/choice.tsx";
import { Select } from "#components/ui/select.tsx";

const groupWords = { none: "Not grouped", subject: "By subject", rule: "By rule", severity: "By severity" };
const sortWords = { severity: "Worst first", newest: "Newest first", oldest: "Oldest first" };

type Props = {
  view: BoardView;
  counts: Readonly<Record<BoardView["state"], number>>;
  onChange: (change: Partial<BoardView>) => void;
};

/** How the board is looked at; none of it changes what is. */
export function BoardToolbar({ view, counts, onChange }: Props) {
  const shows = { open: `Open ${counts.open}`, resolved: `Resolved ${counts.resolved}` };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Choice
        label="Which alerts"
        value={view.state}
        options={showings.map((name) => ({ name, label: shows[name] }))}
        onChoose={(state) => onChange({ state })}
        className="noscript:hidden"
      />
      <Pick
        label="Group"
        value={view.group}
        options={groupings.map((name) => ({ name, label: groupWords[name] }))}
        onPick={(group) => onChange({ group })}
      />
      <Pick
        label="Sort"
        value={view.sort}
        options={sortings.map((name) => ({ name, label: sortWords[name] }))}
        onPick={(sort) => onChange({ sort })}
      />
      <ExportLinks view={view} />
    </div>
  );
}

type PickProps<Name extends string> = {
  label: string;
  value: Name;
  options: readonly { name: Name; label: string }[];
  onPick: (name: Name) => void;
};

function Pick<Name extends string>({ label, value, options, onPick }: PickProps<Name>) {
  return (
    <Select
      aria-label={label}
      value={value}
      className="w-auto noscript:hidden"
      onChange={({ target }) => {
        const chosen = options.find(({ name }) => name === target.value);
        if (chosen) onPick(chosen.name);
      }}
    >
      {options.map(({ name, label: word }) => (
        <option key={name} value={name}>
          {word}
        </option>
      ))}
    </Select>
  );
}

/** Of what is filtered, all of it and not only what is in sight. */
function ExportLinks({ view: { q, state } }: { view: BoardView }) {
  const href = (format: string) =>
    `/api/alerts/export?${new URLSearchParams({ state, ...(q === "" ? {} : { q }), format })}`;
  const look = buttonStyle({ look: "quiet", size: "sm", class: "text-cobalt" });
  return (
    <span className="ml-auto flex items-center">
      <Download className="size-4 text-muted max-sm:hidden" aria-hidden />
      <a href={href("csv")} download className={look}>
        CSV
      </a>
      <a href={href("xlsx")} download className={look}>
        Excel
      </a>
    </span>
  );
}
