import { classNames } from "./class-names.ts";
import { beginOf, boundsOf, type Reading, scaleOf, sparklinePaths } from "./sparkline-path.ts";

type Props = {
  readings: readonly Reading[];
  /** How many readings fill the width. */
  slots: number;
  /** Where the scale begins; without it near the smallest reading. */
  floor?: number;
  /** Where it ends, for what cannot be more; without it at the highest reading. */
  ceiling?: number;
  /** The chart in words: what, over which time, now, lowest, highest. */
  summary: string;
  className?: string;
};

export function Sparkline({ readings, slots, floor, ceiling, summary, className }: Props) {
  const begin = beginOf(readings, slots);
  const scale = scaleOf(boundsOf(readings), floor);
  const { line, area, last } = sparklinePaths(readings, slots, {
    low: scale.low,
    high: ceiling === undefined ? scale.high : Math.max(ceiling, scale.high),
  });
  return (
    <div role="img" aria-label={summary} className={classNames("relative h-12", className)}>
      <svg
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        aria-hidden="true"
        className="absolute inset-0 size-full overflow-visible"
      >
        <path
          d={`M0 100H${begin}`}
          className="stroke-edge"
          strokeWidth="1"
          strokeDasharray="1 4"
          vectorEffect="non-scaling-stroke"
        />
        <path
          d={`M${begin} 100H100`}
          className="stroke-line"
          strokeWidth="1"
          vectorEffect="non-scaling-stroke"
        />
        <path d={area} className="fill-current opacity-10" />
        <path
          d={line}
          className="fill-none stroke-current"
          strokeWidth="1.5"
          strokeLinejoin="round"
          strokeLinecap="round"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      {last ? (
        <span
          className="absolute size-1.5 -translate-1/2 rounded-full bg-current"
          style={{ left: `${last.x}%`, top: `${last.y}%` }}
        />
      ) : null}
    </div>
  );
}
