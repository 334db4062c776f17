import { Disclosure } from "#components/history/disclosure.tsx";
import { durationText } from "#components/history/duration-text.ts";
import { LevelMark } from "#components/history/level-mark.tsx";
import { LogDetails } from "#components/history/log-row.tsx";
import { MomentMark } from "#components/history/span-bar.tsx";
import { shareOf } from "#components/history/waterfall.ts";
import { Panel } from "#components/ui/panel.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import type { LogLine, LogList } from "#lib/contract/log.ts";
import { microsFromIso } from "#lib/contract/micro-time.ts";
import type { Trace } from "#lib/contract/trace.ts";
import { timelineColumns } from "./timeline-columns.ts";

/** In the order in which they were written, on the scale of the spans above. */
export function TraceLogs({ trace, list: { logs, next } }: { trace: Trace; list: LogList }) {
  return (
    <section aria-labelledby="lines">
      <h2 id="lines" className="display mb-3 text-lg">
        Log lines
      </h2>
      {logs.length > 0 ? (
        <>
          <Panel className="overflow-hidden">
            <ol aria-label="Log lines, the oldest first">
              {logs.toReversed().map((line) => (
                <li key={line.id} className="border-b border-line last:border-b-0">
                  <PlacedLine line={line} trace={trace} />
                </li>
              ))}
            </ol>
          </Panel>
          <p className="mt-3 text-sm">
            <SiteLink href={`/room/logs?traceId=${trace.traceId}`} className="text-cobalt underline">
              {next === null ? "Open them among the logs" : "There are more: open them among the logs"}
            </SiteLink>
          </p>
        </>
      ) : (
        <p className="text-muted">Nothing was logged in this trace.</p>
      )}
    </section>
  );
}

function PlacedLine({ line, trace }: { line: LogLine; trace: Trace }) {
  const offsetMs = (microsFromIso(line.timestamp) - microsFromIso(trace.start)) / 1_000;
  return (
    <Disclosure
      summaryClass={`grid items-center ${timelineColumns}`}
      summary={
        <>
          <span className="min-w-0 text-sm break-words">
            <LevelMark level={line.level} /> <span className="font-medium">{line.service}</span>{" "}
            <span className="text-muted">{line.message}</span>
          </span>
          <span className="max-md:order-last max-md:col-span-2">
            <MomentMark leftPercent={shareOf(offsetMs, trace.durationMs)} />
          </span>
          <span className="figures text-right text-sm whitespace-nowrap">
            {offsetMs < 0 ? "−" : "+"}
            {durationText(Math.abs(offsetMs))}
          </span>
        </>
      }
    >
      <LogDetails line={line} />
    </Disclosure>
  );
}
