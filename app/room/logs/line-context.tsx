"use client";

import { useState } from "react";
import { LevelMark } from "#components/history/level-mark.tsx";
import { useAsked } from "#components/room/use-asked.ts";
import { Button } from "#components/ui/button.tsx";
import { Choice } from "#components/ui/choice.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { ClockTime } from "#components/ui/time.tsx";
import { fieldIs } from "#lib/contract/filter/log-terms.ts";
import { printTerm } from "#lib/contract/filter/print-filter.ts";
import type { LogLine } from "#lib/contract/log-answers.ts";

type Scope = "all" | "service" | "trace";
const firstLines = 5;
const mostLines = 100;

/** What was said before and after, whatever the page's filter says. */
export function LineContext({ line }: { line: LogLine }) {
  const [around, setAround] = useState<number>();
  if (around !== undefined) return <Lines line={line} around={around} onMore={setAround} />;
  return (
    <p className="mt-3">
      <Button size="sm" onClick={() => setAround(firstLines)}>
        Show what was said around it
      </Button>
    </p>
  );
}

const contextShape = async () => (await import("#lib/contract/log-answers.ts")).LogContext;

type Props = { line: LogLine; around: number; onMore: (around: number) => void };

function Lines({ line, around, onMore }: Props) {
  const [scope, setScope] = useState<Scope>("all");
  const q = scope === "all" ? {} : { q: printTerm(termOf(line, scope)) };
  const query = new URLSearchParams({ around: String(around), ...q });
  const { data, failure, again } = useAsked(`/api/logs/${line.id}?${query}`, contextShape);
  const scopes = [
    { name: "all" as const, label: "All services" },
    { name: "service" as const, label: "This service" },
    ...(line.traceId ? [{ name: "trace" as const, label: "This trace" }] : []),
  ];
  return (
    <div className="mt-3 border-t border-line pt-3">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="text-sm font-medium">Around this line</h2>
        <Choice label="Lines of" value={scope} options={scopes} onChoose={setScope} />
        {around < mostLines ? (
          <Button size="sm" onClick={() => onMore(Math.min(mostLines, around * 4))}>
            More before and after
          </Button>
        ) : null}
      </div>
      {failure ? (
        <p role="alert" className="mt-2 text-sm">
          {failure.detail}{" "}
          <Button size="sm" onClick={again}>
            Try again
          </Button>
        </p>
      ) : null}
      {data ? (
        <ol
          aria-label="Lines around it"
          className="mt-2 overflow-hidden rounded-md border border-line bg-panel"
        >
          {[...data.before, data.line, ...data.after].map((one) => (
            <ContextRow key={one.id} line={one} here={one.id === line.id} />
          ))}
        </ol>
      ) : failure ? null : (
        <p className="mt-2 text-sm text-muted">Reading…</p>
      )}
    </div>
  );
}

function ContextRow({ line, here }: { line: LogLine; here: boolean }) {
  return (
    <li
      aria-current={here ? "true" : undefined}
      className={classNames(
        "grid grid-cols-[auto_auto_minmax(0,1fr)] items-baseline gap-x-3 border-b border-line px-2 py-1 last:border-b-0 md:grid-cols-[max-content_5rem_10rem_minmax(0,1fr)]",
        here && "bg-chosen",
      )}
    >
      <ClockTime iso={line.timestamp} withDay={false} className="figures text-xs text-muted" />
      <LevelMark level={line.level} />
      <span className="truncate text-xs text-muted">{line.service}</span>
      <span className="figures text-xs break-words max-md:col-span-3">{line.message}</span>
    </li>
  );
}

const termOf = ({ service, traceId }: LogLine, scope: Exclude<Scope, "all">) =>
  scope === "service" ? fieldIs("service", service) : fieldIs("trace", traceId ?? "");
