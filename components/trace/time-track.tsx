import { Bar, Track } from "#components/history/span-bar.tsx";
import { classNames } from "#components/ui/class-names.ts";
import type { PathPart } from "./critical-path.ts";
import type { SpanNode } from "./span-tree.ts";
import { placeIn, type TimeWindow } from "./time-window.ts";

type BarProps = {
  node: Pick<SpanNode, "kind" | "failed" | "startUs" | "durationUs">;
  zoom: TimeWindow;
  /** Of the critical path, what lies in this span. */
  path?: readonly PathPart[] | undefined;
};

/** The thin line is what the request waited for. */
export function SpanTrack({ node, zoom, path = [] }: BarProps) {
  const { kind, failed, startUs, durationUs } = node;
  const place = placeIn(zoom, startUs, durationUs);
  if (!place) return <Outside later={startUs > zoom.toUs} />;
  return (
    <Track>
      <Bar kind={kind} failed={failed} left={place.left} width={place.width} />
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
