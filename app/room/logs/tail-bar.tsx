"use client";

import { Download, Pause, Play, WrapText } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { buttonStyle } from "#components/ui/button-style.ts";
import { classNames } from "#components/ui/class-names.ts";
import type { LogLines } from "./use-log-lines.ts";
import type { TailConnection } from "./use-log-tail.ts";

type Props = {
  lines: LogLines;
  live: boolean;
  wrap: boolean;
  onWrap: () => void;
  onToggle: () => void;
  exportHref: (format: "csv" | "ndjson") => string;
};

const words: Record<TailConnection, string> = {
  off: "Not live",
  connecting: "Connecting",
  live: "Live",
  reconnecting: "Reconnecting",
  refused: "Not connected; trying again",
};

/** What the list is doing, and what can be done with it. */
export function TailBar({ lines, live, wrap, onWrap, onToggle, exportHref }: Props) {
  const { paused, connection, waiting, overflown } = lines;
  const count = waiting.length + overflown;
  const following = connection === "live" && !paused;
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1">
      {live ? (
        <Button size="sm" className="w-24" aria-keyshortcuts="Space" onClick={onToggle}>
          {paused ? <Play className="size-3.5" aria-hidden /> : <Pause className="size-3.5" aria-hidden />}
          {paused ? "Resume" : "Pause"}
        </Button>
      ) : null}
      <p role="status" className="flex items-center gap-2 text-sm">
        <span
          aria-hidden
          className={classNames(
            "size-2 rounded-full border border-edge",
            following && "animate-breathe border-green bg-green",
          )}
        />
        {paused ? "Paused" : words[connection]}
        {live || connection !== "off" ? null : (
          <span className="text-muted">: the time range ends in the past</span>
        )}
      </p>
      {paused && count > 0 ? <NewLines count={count} onShow={onToggle} /> : null}
      <Lost lines={lines} />
      <div className="ml-auto flex items-center gap-1">
        <Button
          look="quiet"
          size="sm"
          aria-pressed={wrap}
          onClick={onWrap}
          className={wrap ? "bg-chosen text-ink" : ""}
        >
          <WrapText className="size-4" aria-hidden />
          Wrap
        </Button>
        {(["csv", "ndjson"] as const).map((format) => (
          <a
            key={format}
            href={exportHref(format)}
            download
            title="At most 100,000 lines, the newest first"
            className={buttonStyle({ look: "quiet", size: "sm" })}
          >
            <Download className="size-4" aria-hidden />
            {format.toUpperCase()}
          </a>
        ))}
      </div>
    </div>
  );
}

function NewLines({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <button
      type="button"
      onClick={onShow}
      className="flex h-7 cursor-pointer items-center rounded-full bg-cobalt px-3 text-sm font-medium text-cobalt-on hover:bg-cobalt-deep"
    >
      {count.toLocaleString("en")} new {count === 1 ? "line" : "lines"}
    </button>
  );
}

/** Never silent: what is not on this page although it happened. */
function Lost({ lines: { skipped, dropped = 0 } }: Pick<Props, "lines">) {
  if (skipped === 0 && dropped === 0) return null;
  return (
    <p className="text-sm text-muted">
      {skipped > 0 ? (
        <span title="More than 200 lines a second: a sample is shown here, all of them are in the list when it is loaded again">
          {skipped.toLocaleString("en")} left out of the live view
        </span>
      ) : null}
      {skipped > 0 && dropped > 0 ? " · " : ""}
      {dropped > 0 ? (
        <span title="Since the process started">
          {dropped.toLocaleString("en")} lost before they were kept
        </span>
      ) : null}
    </p>
  );
}
