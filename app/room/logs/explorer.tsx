"use client";

import dynamic from "next/dynamic";
import { type ComponentProps, useEffect, useState } from "react";
import { type Facet, FacetList } from "#components/filter/facet-list.tsx";
import type { FieldValue } from "#components/filter/toggle-value.ts";
import { between } from "#components/history/shown-range.ts";
import { useAddress } from "#components/history/use-address.ts";
import { useAsked } from "#components/room/use-asked.ts";
import { onCommand } from "#components/shell/commands.ts";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { Panel } from "#components/ui/panel.tsx";
import { useAlive } from "#components/ui/use-alive.ts";
import { logFields } from "#lib/contract/filter/fields.ts";
import type { LogHistogram } from "#lib/contract/log-answers.ts";
import { Histogram } from "./histogram.tsx";
import { ListEnd } from "./list-end.tsx";
import { LogList } from "./log-list.tsx";
import type { LogsViewProps } from "./logs-view-props.ts";
import { PlainList } from "./plain-list.tsx";
import { TailBar } from "./tail-bar.tsx";
import { useLogLines } from "./use-log-lines.ts";
import { usePauseByScroll } from "./use-pause-by-scroll.ts";

const LineDetails = dynamic(() => import("./line-details.tsx"), { ssr: false });

type Props = LogsViewProps & {
  asked: Readonly<Record<string, string>>;
  facets: readonly Facet[];
  onFilter: (asked: FieldValue) => void;
};

/** One question, its answer, and what comes after it. Another question is another explorer. */
export function Explorer(props: Props) {
  return useAlive() ? <LiveExplorer {...props} /> : <PlainList {...props} />;
}

/** What changes how the same answer is looked at is no step to go back to. */
const inPlace = { as: "replace", ask: false } as const;

function LiveExplorer({ text, asked, list, since, live, pinned, facets, onFilter }: Props) {
  const [params, change] = useAddress();
  const lines = useLogLines({ asked, list, since, live });
  const sentinel = usePauseByScroll(lines);
  const opened = params.get("line") ?? undefined;
  const wrap = params.get("wrap") === "on";
  const { pause, resume, paused } = lines;
  const open = (id: string | undefined) => {
    if (id !== undefined) pause();
    change({ line: id }, inPlace);
  };
  const toggle = () => {
    if (!paused) return pause();
    resume();
    sentinel.toTop();
  };
  useEffect(() => {
    if (opened !== undefined) pause();
  }, [opened, pause]);
  useEffect(() => (live ? onCommand("pause", toggle) : undefined));
  const showsPinned =
    pinned !== undefined && opened === pinned.id && lines.shown.every(({ id }) => id !== opened);

  return (
    <div className="grid gap-x-6 gap-y-4 lg:grid-cols-[13.5rem_minmax(0,1fr)]">
      <Narrowing facets={facets} text={text} onFilter={onFilter} />
      <div className="min-w-0">
        <Counts
          asked={asked}
          live={live && !paused}
          onBrush={(fromMs, toMs) => change({ ...between(fromMs, toMs), line: undefined })}
        />
        {showsPinned ? (
          <Panel className="mb-3 overflow-hidden">
            <LineDetails line={pinned} onFilter={onFilter} onClose={() => open(undefined)} />
          </Panel>
        ) : null}
        <div ref={sentinel.ref} aria-hidden />
        <div className="sticky top-0 z-10 border-b border-line bg-ground py-1.5 md:top-[6.4rem]">
          <TailBar
            lines={lines}
            live={live}
            wrap={wrap}
            onToggle={toggle}
            onWrap={() => change({ wrap: wrap ? undefined : "on" }, inPlace)}
            exportHref={(format) => `/api/logs/export?${new URLSearchParams({ ...asked, format })}`}
          />
        </div>
        <LogList lines={lines} wrap={wrap} opened={opened} onOpen={open} onFilter={onFilter} />
        <ListEnd lines={lines} filtered={text !== ""} live={live} />
      </div>
    </div>
  );
}

/** Beside the lines where there is room; above them, on demand, where there is none. */
function Narrowing(props: Omit<ComponentProps<typeof FacetList>, "fields">) {
  const [unfolded, setUnfolded] = useState(false);
  return (
    <aside aria-label="Facets" className="min-w-0">
      <Button
        size="sm"
        className="mb-2 lg:hidden"
        aria-expanded={unfolded}
        onClick={() => setUnfolded(!unfolded)}
      >
        Narrow by level, service, tenant, logger
      </Button>
      <div
        className={classNames(
          "lg:sticky lg:top-32 lg:max-h-[calc(100dvh-9rem)] lg:overflow-y-auto",
          !unfolded && "max-lg:hidden",
        )}
      >
        <FacetList fields={logFields} {...props} />
      </div>
    </aside>
  );
}

const histogramShape = async () => (await import("#lib/contract/log-answers.ts")).LogHistogram;
const freshEveryMs = 10_000;

type CountsProps = {
  asked: Readonly<Record<string, string>>;
  live: boolean;
  onBrush: (fromMs: number, toMs: number) => void;
};

function Counts({ asked, live, onBrush }: CountsProps) {
  const { data, failure, again } = useAsked<LogHistogram>(
    `/api/logs/histogram?${new URLSearchParams(asked)}`,
    histogramShape,
    live ? { everyMs: freshEveryMs } : {},
  );
  if (data)
    return (
      <div className="mb-3">
        <Histogram histogram={data} onBrush={onBrush} />
      </div>
    );
  return (
    <div className="mb-3 grid h-35 place-items-center rounded-md border border-dashed border-line text-sm text-muted">
      {failure ? (
        <p role="alert" className="px-4 text-center">
          {failure.detail} {failure.requestId ? <code className="text-xs">{failure.requestId}</code> : null}{" "}
          <Button size="sm" onClick={again}>
            Try again
          </Button>
        </p>
      ) : (
        "Counting…"
      )}
    </div>
  );
}
