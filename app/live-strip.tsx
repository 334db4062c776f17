"use client";

import { ConnectionWord } from "#components/room/connection-word.tsx";
import { ProcessStatus } from "#components/room/process-status.tsx";
import { processReadings, type Reading, requestReadings } from "#components/room/readings.ts";
import { say, useReading } from "#components/room/use-reading.ts";
import { classNames } from "#components/ui/class-names.ts";
import { Sparkline } from "#components/ui/sparkline.tsx";

const shown = [...requestReadings, ...processReadings].filter(({ id }) =>
  ["rate", "p99", "cpu", "memory"].includes(id),
);

/** The pulse of the process that serves this page. */
export function LiveStrip() {
  return (
    <section aria-label="This process, now" className="border-t border-line bg-ground">
      <dl className="frame grid grid-cols-2 gap-x-8 gap-y-6 py-6 md:grid-cols-4 xl:grid-cols-5">
        <div className="col-span-2 md:col-span-4 xl:col-span-1">
          <dt className="text-sm text-muted">This process</dt>
          <dd className="flex min-h-7 flex-wrap items-center gap-x-4 gap-y-1">
            <ProcessStatus />
            <ConnectionWord />
          </dd>
        </div>
        {shown.map((reading) => (
          <Pulse key={reading.id} reading={reading} />
        ))}
      </dl>
    </section>
  );
}

function Pulse({ reading }: { reading: Reading }) {
  const { now, readings, slots, lastKnown, summary } = useReading(reading);
  return (
    <div>
      <dt className="text-sm text-muted">{reading.label}</dt>
      <dd className="grid grid-cols-[auto_minmax(0,1fr)] items-end gap-x-5">
        <span
          className={classNames(
            "figures min-h-7 text-lg font-medium whitespace-nowrap",
            lastKnown && "text-muted",
          )}
        >
          {now ? say(now) : null}
        </span>
        <Sparkline
          readings={readings}
          slots={slots}
          {...(reading.floor === undefined ? {} : { floor: reading.floor })}
          summary={summary}
          className={classNames("-mt-3 h-10", lastKnown ? "text-edge" : "text-muted")}
        />
      </dd>
    </div>
  );
}
