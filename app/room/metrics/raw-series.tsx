"use client";

import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { linesOf } from "./exposition-lines.ts";
import { StepTime } from "./step-time.tsx";

const mostLines = 400;
type Read = { atMs: number; lines: string[] } | { problem: string };

/** The same metric as a scraper sees it, at this moment. */
export function RawSeries({ metric }: { metric: string }) {
  const [read, setRead] = useState<Read>();
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round reads again
  useEffect(() => {
    const stop = new AbortController();
    readExposition(metric, stop.signal).then((found) => (stop.signal.aborted ? undefined : setRead(found)));
    return () => stop.abort();
  }, [metric, round]);

  if (!read) return <p className="mt-2 text-sm text-muted">Reading /metrics</p>;
  if ("problem" in read)
    return (
      <p role="alert" className="mt-2 text-sm">
        {read.problem}
      </p>
    );
  return (
    <div className="mt-2">
      <p className="flex flex-wrap items-center gap-3 text-sm text-muted">
        <span>
          As read from /metrics at <StepTime ms={read.atMs} className="figures" />
          {read.lines.length > mostLines ? `, the first ${mostLines} of ${read.lines.length} lines` : ""}
        </span>
        <Button
          size="sm"
          look="quiet"
          className="text-cobalt"
          onClick={() => setRound((before) => before + 1)}
        >
          Read again
        </Button>
      </p>
      <ScrollBox
        label={`${metric} in /metrics`}
        className="mt-1 max-h-72 overflow-auto rounded-sm border border-line bg-well"
      >
        <pre className="figures p-3 text-xs">{read.lines.slice(0, mostLines).join("\n")}</pre>
      </ScrollBox>
    </div>
  );
}

async function readExposition(metric: string, signal: AbortSignal): Promise<Read> {
  const response = await fetch("/metrics", { headers: { accept: "text/plain" }, signal }).catch(
    () => undefined,
  );
  if (!response?.ok) return { problem: "The server does not answer at /metrics just now." };
  return { atMs: Date.now(), lines: linesOf(await response.text(), metric) };
}
