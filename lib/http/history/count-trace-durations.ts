import { durationLevels, levelStartMs } from "#lib/contract/duration-levels.ts";
import { isoFromMicros } from "#lib/contract/micro-time.ts";
import type { TraceDurationsQuery } from "#lib/contract/trace.ts";
import type { TraceDurations } from "#lib/contract/trace-answers.ts";
import type { Runtime } from "#lib/runtime/type.ts";
import { type Asking, askedHistory } from "./asked-history.ts";
import { toTraceFilter } from "./to-trace-filter.ts";

const levels = Array.from({ length: durationLevels.last + 1 }, (_, level) => levelStartMs(level));

/** Without a range: over all that is kept. */
export async function countTraceDurations(
  context: Asking & Pick<Runtime, "clock">,
  { columns, ...asked }: TraceDurationsQuery,
): Promise<TraceDurations> {
  const nowMs = context.clock.nowMs();
  const filter = toTraceFilter(asked, nowMs);
  const counted = await askedHistory(context).traceDurations({
    ...filter,
    toMs: filter.toMs ?? nowMs,
    columns,
  });
  const cells = counted?.cells ?? [];
  const sum = (of: "count" | "failed") => cells.reduce((total, cell) => total + cell[of], 0);
  const iso = (ms: number) => isoFromMicros(Math.round(ms * 1_000));
  return {
    from: iso(counted ? counted.fromUs / 1_000 : (filter.fromMs ?? nowMs)),
    to: iso(filter.toMs ?? nowMs),
    stepMs: (counted?.stepUs ?? 0) / 1_000,
    levels,
    cells: cells.map(({ startUs, ...same }) => ({ startMs: startUs / 1_000, ...same })),
    traces: sum("count"),
    failed: sum("failed"),
  };
}
