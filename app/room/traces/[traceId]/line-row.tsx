import { memo } from "react";
import { durationText } from "#components/history/duration-text.ts";
import { LevelMark } from "#components/history/level-mark.tsx";
import { MomentTrack } from "#components/trace/time-track.tsx";
import type { TimeWindow } from "#components/trace/time-window.ts";
import type { TraceLine } from "#lib/contract/trace-line.ts";
import { RowFrame, type RowState } from "./row-frame.tsx";

type Props = RowState & { line: TraceLine; depth: number; zoom: TimeWindow };

export const LineRow = memo(function LineRow({ line, depth, zoom, ...state }: Props) {
  const { id, level, service, message, offsetUs } = line;
  return (
    <RowFrame
      {...state}
      depth={depth}
      href={`?line=${id}`}
      lead={<span aria-hidden className="size-1.5 rotate-45 rounded-[1px] bg-muted" />}
      head={
        <>
          <LevelMark level={level} /> <span className="italic">{message}</span>
        </>
      }
      title={`${service}: ${message}`}
      track={<MomentTrack us={offsetUs} zoom={zoom} />}
      figure={`${offsetUs < 0 ? "−" : "+"}${durationText(Math.abs(offsetUs) / 1_000)}`}
    />
  );
});
