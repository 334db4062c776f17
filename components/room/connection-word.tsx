"use client";

import type { Connection } from "#components/live/connection.ts";
import { useConnection } from "#components/live/live-feed.tsx";
import { classNames } from "#components/ui/class-names.ts";

const looks: Record<Connection, { word: string; shape: string; ink: string; breathes?: true }> = {
  connecting: { word: "Connecting", shape: "M8 2.5A5.5 5.5 0 0 1 13.5 8", ink: "text-muted" },
  live: {
    word: "Live",
    shape: "M8 4.5A3.5 3.5 0 0 1 8 11.5A3.5 3.5 0 0 1 8 4.5Z",
    ink: "text-green",
    breathes: true,
  },
  delayed: {
    word: "Delayed",
    shape: "M8 2.5A5.5 5.5 0 0 1 8 13.5A5.5 5.5 0 0 1 8 2.5ZM8 5V8.2L10.2 9.6",
    ink: "text-yellow",
  },
  reconnecting: {
    word: "Reconnecting",
    shape: "M3 6A5.5 5.5 0 0 1 12.9 5.5M13 10A5.5 5.5 0 0 1 3.1 10.5M12.9 2.5V5.5H10M3.1 13.5V10.5H6",
    ink: "text-yellow",
  },
  paused: { word: "Paused", shape: "M5.5 3.5V12.5M10.5 3.5V12.5", ink: "text-ink" },
  offline: {
    word: "Offline",
    shape: "M8 2.5A5.5 5.5 0 0 1 8 13.5A5.5 5.5 0 0 1 8 2.5ZM4.2 11.8 11.8 4.2",
    ink: "text-red-high",
  },
};

/** How fresh what is on the screen is: a shape and a word, spoken when it changes. */
export function ConnectionWord({ className }: { className?: string }) {
  const connection = useConnection();
  const { word, shape, ink, breathes } = looks[connection];
  return (
    <span
      role="status"
      className={classNames(
        "inline-flex h-6 items-center gap-1.5 text-sm font-semibold noscript:hidden",
        ink,
        className,
      )}
    >
      <svg
        viewBox="0 0 16 16"
        aria-hidden="true"
        className={classNames("size-4 fill-none stroke-current", breathes && "animate-breathe fill-current")}
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d={shape} />
      </svg>
      {word}
    </span>
  );
}
