import { SiteLink } from "#components/ui/site-link.tsx";
import { ClockTime } from "#components/ui/time.tsx";
import { traceHref } from "#lib/contract/evidence-links.ts";
import type { LogLine } from "#lib/contract/log-answers.ts";
import { AttributeList, saidOf } from "./attribute-list.tsx";
import { Disclosure } from "./disclosure.tsx";
import { LevelMark } from "./level-mark.tsx";

export function LogRow({ line, withDay }: { line: LogLine; withDay: boolean }) {
  return (
    <Disclosure
      summaryClass="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 md:grid-cols-[max-content_5.5rem_11rem_minmax(0,1fr)]"
      summary={
        <>
          <ClockTime iso={line.timestamp} withDay={withDay} className="figures text-xs text-muted" />
          <LevelMark level={line.level} />
          <span className="truncate text-sm text-muted max-md:col-span-2">{line.service}</span>
          <span className="text-sm break-words max-md:col-span-2">{line.message}</span>
        </>
      }
    >
      <LogDetails line={line} />
      {line.traceId ? (
        <p className="mt-2 text-sm">
          <SiteLink href={traceHref(line.traceId)} className="text-cobalt underline">
            Open its trace
          </SiteLink>
        </p>
      ) : null}
    </Disclosure>
  );
}

export function LogDetails({ line }: { line: LogLine }) {
  const { timestamp, logger, tenantId, requestId, traceId, spanId } = line;
  return (
    <>
      <AttributeList attributes={line.attributes} />
      <div className="mt-2 border-t border-line pt-2">
        <AttributeList attributes={saidOf({ timestamp, logger, tenantId, requestId, traceId, spanId })} />
      </div>
    </>
  );
}
