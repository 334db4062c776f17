"use client";

import { CalendarRange, ChevronLeft, ChevronRight, ZoomOut } from "lucide-react";
import dynamic from "next/dynamic";
import { usePathname } from "next/navigation";
import { type MouseEvent, type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { buttonStyle } from "#components/ui/button-style.ts";
import { classNames } from "#components/ui/class-names.ts";
import { SiteLink } from "#components/ui/site-link.tsx";
import { useAlive } from "#components/ui/use-alive.ts";
import { rangeNames } from "#lib/contract/range-lengths.ts";
import { rangeText } from "./range-text.ts";
import {
  between,
  boundsOf,
  last,
  type RangeChange,
  readShownRange,
  type ShownRange,
  stepped,
  zoomedOut,
} from "./shown-range.ts";
import { changedAddress, useAddress } from "./use-address.ts";

const CustomRange = dynamic(() => import("./custom-range.tsx"), { ssr: false });

/** The stretch of the past that the address asks for. Links where an address can be said without knowing the time. */
export function TimeRangePicker() {
  const path = usePathname();
  const alive = useAlive();
  const [params, change] = useAddress();
  const [asking, setAsking] = useState<{ fromMs: number; toMs: number }>();
  const shown = readShownRange(params);
  // Whatever the time is, what lies beside two moments stays the same.
  const isFixed = shown.kind === "between" && shown.fromMs !== undefined && shown.toMs !== undefined;
  const earlier = (nowMs: number) => stepped(shown, -1, nowMs);
  const later = (nowMs: number) => (shown.kind === "last" ? undefined : stepped(shown, 1, nowMs));
  const wider = (nowMs: number) => zoomedOut(shown, nowMs);
  const hrefOf = (next: RangeChange) => changedAddress(path, new URLSearchParams(params), next);

  return (
    <nav
      aria-label="Time range"
      data-time-range={shown.kind === "last" ? shown.name : undefined}
      className="flex max-w-full flex-wrap items-center gap-1"
    >
      <Move label="Earlier" next={earlier} {...{ isFixed, hrefOf, change }}>
        <ChevronLeft className="size-4" aria-hidden />
      </Move>
      <RangeNames shown={shown} hrefOf={hrefOf} />
      <Move label="Later" next={later} {...{ isFixed, hrefOf, change }}>
        <ChevronRight className="size-4" aria-hidden />
      </Move>
      <Move label="Zoom out" next={wider} {...{ isFixed, hrefOf, change }}>
        <ZoomOut className="size-4" aria-hidden />
      </Move>
      <Button
        look="quiet"
        disabled={!alive}
        onClick={() => setAsking(boundsOf(shown, Date.now()))}
        className={classNames(
          "min-w-0 text-sm",
          shown.kind === "between" && "bg-chosen text-ink disabled:opacity-100",
        )}
      >
        <CalendarRange className="size-4 shrink-0" aria-hidden />
        <span className="sr-only">Choose a range: </span>
        <span className={classNames("truncate", shown.kind === "between" && "figures")}>
          {shown.kind === "between" ? rangeText(shown, alive ? "local" : "utc") : "From – to"}
        </span>
      </Button>
      {asking ? (
        <CustomRange
          {...asking}
          onClose={() => setAsking(undefined)}
          onChoose={(fromMs, toMs) => {
            setAsking(undefined);
            change(between(fromMs, toMs));
          }}
        />
      ) : null}
    </nav>
  );
}

function RangeNames({ shown, hrefOf }: { shown: ShownRange; hrefOf: (next: RangeChange) => string }) {
  return (
    <ul className="flex h-9 items-center rounded-md border border-edge bg-panel p-[3px]">
      {rangeNames.map((name) => (
        <li key={name}>
          <SiteLink
            href={hrefOf(last(name))}
            scroll={false}
            aria-current={shown.kind === "last" && shown.name === name ? "true" : undefined}
            className="figures flex h-7 items-center rounded-sm px-2 text-sm text-muted transition-colors hover:text-cobalt aria-[current]:bg-chosen aria-[current]:font-medium aria-[current]:text-ink"
          >
            <span className="sr-only">Last </span>
            {name}
          </SiteLink>
        </li>
      ))}
    </ul>
  );
}

type MoveProps = {
  label: string;
  /** Undefined where it leads nowhere. */
  next: (nowMs: number) => RangeChange | undefined;
  /** A link can be written, because server and browser write the same. */
  isFixed: boolean;
  hrefOf: (next: RangeChange) => string;
  change: (next: RangeChange) => void;
  children: ReactNode;
};

const latestMs = 8.64e15;

function Move({ label, next, isFixed, hrefOf, change, children }: MoveProps) {
  const alive = useAlive();
  const fixed = isFixed ? next(latestMs) : undefined;
  const act = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const chosen = next(Date.now());
    if (chosen) change(chosen);
  };
  const named = { title: label, "aria-label": label, onClick: act };
  return fixed ? (
    <SiteLink
      href={hrefOf(fixed)}
      scroll={false}
      className={buttonStyle({ look: "quiet", size: "icon" })}
      {...named}
    >
      {children}
    </SiteLink>
  ) : (
    <Button look="quiet" size="icon" disabled={!alive || next(latestMs) === undefined} {...named}>
      {children}
    </Button>
  );
}
