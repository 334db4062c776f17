import type { ReactNode } from "react";
import { durationText } from "#components/history/duration-text.ts";
import { classNames } from "#components/ui/class-names.ts";
import type { PathPart } from "./critical-path.ts";
import type { SpanNode } from "./span-tree.ts";
import { placeIn, type TimeWindow } from "./time-window.ts";

/** Lines at the quarters that the ticks above it name. */
function Track({ children }: { children: ReactNode }) {
  return (
    <span
      aria-hidden
      className="relative block h-5 overflow-hidden bg-[linear-gradient(to_right,var(--color-line)_1px,transparent_1px)] bg-size-[25%_100%] shadow-[inset_-1px_0_var(--color-line)]"
    >
      {children}
    </span>
  );
}

type BarProps = {
  node: Pick<SpanNode, "kind" | "failed" | "startUs" | "durationUs">;
  zoom: TimeWindow;
  /** Of the critical path, what lies in this span. */
  path?: readonly PathPart[] | undefined;
};

/** Full while a service works, hollow while it waits for another; the thin line is what the request waited for. */
export function SpanTrack({ node, zoom, path = [] }: BarProps) {
  const { kind, failed, startUs, durationUs } = node;
  const place = placeIn(zoom, startUs, durationUs);
  const hollow = kind === "client" || kind === "producer";
  if (!place) return <Outside later={startUs > zoom.toUs} />;
  return (
    <Track>
      <span
        className={classNames(
          "absolute top-1/2 h-3 min-w-[3px] -translate-y-1/2 rounded-[2px] border",
          failed ? "border-red-high" : "border-muted",
          hollow ? "bg-panel" : failed ? "bg-red-high" : "bg-muted",
        )}
        style={{ left: `min(${place.left}%, 100% - 3px)`, width: `${place.width}%` }}
      />
      {path.map(({ fromUs, toUs }) => {
        const part = placeIn(zoom, fromUs, toUs - fromUs);
        return part ? (
          <span
            key={fromUs}
            className="absolute bottom-0 h-[3px] min-w-[2px] bg-ink"
            style={{ left: `min(${part.left}%, 100% - 2px)`, width: `${part.width}%` }}
          />
        ) : null;
      })}
    </Track>
  );
}

/** A moment on the same scale. */
export function MomentTrack({ us, zoom }: { us: number; zoom: TimeWindow }) {
  const place = placeIn(zoom, us, 0);
  if (!place) return <Outside later={us > zoom.toUs} />;
  return (
    <Track>
      <span
        className="absolute top-1/2 size-2 -translate-x-1/2 -translate-y-1/2 rotate-45 rounded-[1px] bg-ink"
        style={{ left: `clamp(4px, ${place.left}%, 100% - 4px)` }}
      />
    </Track>
  );
}

function Outside({ later }: { later: boolean }) {
  return (
    <Track>
      <span className={classNames("absolute top-0 text-sm text-muted", later ? "right-1.5" : "left-1.5")}>
        {later ? "›" : "‹"}
      </span>
    </Track>
  );
}

const quarters = [
  { share: 0, shift: "" },
  { share: 0.25, shift: "-translate-x-1/2" },
  { share: 0.5, shift: "-translate-x-1/2" },
  { share: 0.75, shift: "-translate-x-1/2" },
  { share: 1, shift: "-translate-x-full" },
];

export function TimeTicks({ fromUs, toUs }: TimeWindow) {
  return (
    <span aria-hidden className="figures relative block h-5 text-xs text-muted">
      {quarters.map(({ share, shift }) => (
        <span
          key={share}
          className={classNames(
            "absolute top-0.5 whitespace-nowrap max-md:[&:nth-child(even)]:hidden",
            shift,
          )}
          style={{ left: `${share * 100}%` }}
        >
          {durationText((fromUs + (toUs - fromUs) * share) / 1_000)}
        </span>
      ))}
    </span>
  );
}
