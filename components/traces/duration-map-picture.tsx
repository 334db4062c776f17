import { durationText } from "#components/history/duration-text.ts";
import { durationLevels } from "#lib/contract/duration-levels.ts";
import { AxisTime } from "./axis-time.tsx";
import type { DurationMap, MapCell } from "./duration-map.ts";
import { timeTicks } from "./time-ticks.ts";

const { perDecade } = durationLevels;
/** One for each shade. */
export const opacities = [0.18, 0.32, 0.48, 0.68, 0.95] as const;
const mostTicks = 5;

/** Room for the words of the axes, so that whoever lays something over the cells knows where they are. */
export const plotInset = "absolute top-0 right-0 bottom-6 left-14";

/** Grey by how many there are; a red corner where some failed. One path a shade: thousands of cells stay cheap. */
export function DurationMapPicture({ map }: { map: DurationMap }) {
  const { columns, rows, cells } = map;
  const failed = cells.filter((cell) => cell.failed > 0);
  return (
    <div aria-hidden>
      <DurationAxis map={map} />
      <TimeAxis map={map} />
      <svg
        aria-hidden
        viewBox={`0 0 ${columns} ${rows}`}
        preserveAspectRatio="none"
        className={`${plotInset} h-[calc(100%-1.5rem)] w-[calc(100%-3.5rem)]`}
      >
        {opacities.map((fillOpacity, shade) => {
          const path = squares(cells.filter((cell) => cell.shade === shade));
          return path ? (
            <path key={fillOpacity} d={path} className="fill-ink" fillOpacity={fillOpacity} />
          ) : null;
        })}
        {failed.length > 0 ? <path d={corners(failed)} className="fill-red-high" /> : null}
      </svg>
    </div>
  );
}

/** A hairline between cells keeps them countable. */
const gap = 0.06;
const squares = (cells: readonly MapCell[]) =>
  cells.map(({ x, y }) => `M${x + gap} ${y + gap}h${1 - 2 * gap}v${1 - 2 * gap}h-${1 - 2 * gap}z`).join("");
const corners = (cells: readonly MapCell[]) =>
  cells.map(({ x, y }) => `M${x + 1 - gap} ${y + gap}V${y + 1 - gap}H${x + gap}z`).join("");

function DurationAxis({ map }: { map: DurationMap }) {
  const decades = Array.from({ length: map.rows / perDecade + 1 }, (_, nth) => nth);
  return (
    <div className="absolute top-0 right-0 bottom-6 left-0">
      {decades.map((nth) => {
        const startMs = map.levels[map.lowestLevel + nth * perDecade];
        return (
          <span
            key={nth}
            className="figures absolute right-0 left-0 border-b border-line text-xs text-muted"
            style={{ bottom: `${(nth * perDecade * 100) / map.rows}%` }}
          >
            <span className="absolute left-0 w-12 translate-y-1/2 text-right leading-none bottom-0 bg-panel first-line:whitespace-nowrap">
              {startMs === undefined || nth === map.rows / perDecade ? "" : shortDuration(startMs)}
            </span>
          </span>
        );
      })}
    </div>
  );
}

/** Decades are round: no digits behind the point. */
function shortDuration(ms: number): string {
  return ms < 1 ? `${ms} ms` : durationText(ms).replace(/\.0+(?= )/, "");
}

function TimeAxis({ map }: { map: DurationMap }) {
  const endMs = map.startMs + map.columns * map.stepMs;
  const { stepMs, ticks } = timeTicks(map.startMs, endMs, mostTicks);
  return (
    <div className="absolute top-0 right-0 bottom-0 left-14 overflow-hidden">
      {ticks.map((atMs) => (
        <span
          key={atMs}
          className="figures absolute top-0 bottom-0 border-l border-line text-xs text-muted"
          style={{ left: `${((atMs - map.startMs) * 100) / (endMs - map.startMs)}%` }}
        >
          <AxisTime
            atMs={atMs}
            stepMs={stepMs}
            className="absolute bottom-0 left-1 whitespace-nowrap leading-5"
          />
        </span>
      ))}
    </div>
  );
}
