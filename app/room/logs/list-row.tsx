"use client";

import { ChevronRight } from "lucide-react";
import { memo } from "react";
import { LevelMark } from "#components/history/level-mark.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { ClockTime } from "#components/ui/time.tsx";
import type { LogLine } from "#lib/contract/log-answers.ts";

type Props = {
  line: LogLine;
  withDay: boolean;
  wrap: boolean;
  opened: boolean;
  onToggle: (line: LogLine) => void;
};

/** What needs attention is seen from the edge of the eye; the words beside it say what it is. */
const edges: Partial<Record<LogLine["level"], string>> = {
  warn: "border-l-yellow",
  error: "border-l-red-high",
  critical: "border-l-cherry",
};

export const ListRow = memo(function ListRow({ line, withDay, wrap, opened, onToggle }: Props) {
  return (
    <button
      type="button"
      aria-expanded={opened}
      data-line={line.id}
      onClick={() => onToggle(line)}
      className={classNames(
        "grid w-full cursor-pointer grid-cols-[auto_auto_minmax(0,1fr)] items-baseline gap-x-3 border-l-2 border-l-transparent py-1.5 pr-3 pl-2 text-left hover:bg-cobalt-wash focus-visible:-outline-offset-2 md:grid-cols-[auto_max-content_5rem_10.5rem_minmax(0,1fr)]",
        edges[line.level],
        opened && "bg-chosen",
      )}
    >
      <ChevronRight
        aria-hidden
        className={classNames(
          "size-3.5 self-center text-muted transition-transform max-md:hidden",
          opened && "rotate-90",
        )}
      />
      <ClockTime iso={line.timestamp} withDay={withDay} className="figures text-xs text-muted" />
      <LevelMark level={line.level} />
      <span className="truncate text-xs text-muted">{line.service}</span>
      <span
        className={classNames(
          "figures text-[0.8125rem] leading-5 max-md:col-span-3",
          wrap
            ? "break-words whitespace-pre-wrap"
            : "truncate max-md:line-clamp-2 max-md:whitespace-normal max-md:break-words",
        )}
      >
        {line.message}
      </span>
    </button>
  );
});
