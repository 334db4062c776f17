import { sampleIntervalMs } from "#lib/contract/metric-steps.ts";
import {
  type PastCalls,
  type PastGraph,
  type PastProblem,
  pastHistoryMs,
  pastMinuteMs,
} from "#lib/contract/past-graph.ts";
import type { PastCallsQuery, PastGraphQuery } from "#lib/contract/past-graph-query.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { breakerMetric, healthMetric, healthSinceMetric } from "#lib/mesh/health-values.ts";
import { judgePast, readingsOfMinute } from "#lib/mesh/judge-past.ts";
import type { Runtime } from "#lib/runtime/type.ts";
import { judgePastTime, planPastTime } from "./past-time.ts";

type Context = Pick<Runtime, "telemetry" | "clock" | "mesh">;

/** Every service and edge of the mesh, with what was recorded of it in the minute that ends at that time. */
export async function readPastGraph(ctx: Context, { at }: PastGraphQuery): Promise<PastGraph> {
  const oldestMs = await ctx.telemetry.history.oldestSpanMs();
  return graphUpTo(ctx, planPastTime(at, { nowMs: ctx.clock.nowMs(), oldestMs }), oldestMs);
}

export type ShownPast =
  | { graph: PastGraph }
  /** With what can be asked for instead. */
  | { problem: PastProblem; oldest: string | null };

/** The same for people, who are shown what is wrong with the time instead of an error. */
export async function showPast(ctx: Context, at: string): Promise<ShownPast> {
  const oldestMs = await ctx.telemetry.history.oldestSpanMs();
  const judged = judgePastTime(at, { nowMs: ctx.clock.nowMs(), oldestMs });
  if ("problem" in judged) return { ...judged, oldest: oldestMs === undefined ? null : iso(oldestMs) };
  return { graph: await graphUpTo(ctx, judged.atMs, oldestMs) };
}

async function graphUpTo(
  { telemetry, mesh }: Context,
  toMs: number,
  oldestMs: number | undefined,
): Promise<PastGraph> {
  const fromMs = toMs - pastMinuteMs;
  const [calls, within, after] = await Promise.all([
    telemetry.history.findCalls({ fromMs, toMs }),
    telemetry.history.greatestReadings({ fromMs, toMs, metrics: [healthMetric, breakerMetric] }),
    telemetry.history.greatestReadings({
      fromMs: toMs,
      toMs: toMs + sampleIntervalMs,
      metrics: [healthMetric, healthSinceMetric],
    }),
  ]);
  const readings = readingsOfMinute(within, after, toMs);
  return {
    at: iso(toMs),
    from: iso(fromMs),
    to: iso(toMs),
    oldest: oldestMs === undefined ? null : iso(oldestMs),
    recorded: calls.length + readings.length > 0,
    ...judgePast({ topology: mesh.topology, calls, readings }),
  };
}

/** The calls of one service, or of one of its callers to it, over the quarter of an hour that ends at that time. */
export async function readPastCalls(
  { telemetry, clock, mesh }: Context,
  { at, to, from }: PastCallsQuery,
): Promise<PastCalls> {
  const known = from === undefined ? mesh.topology.services.has(to) : mesh.topology.dependency(from, to);
  if (!known) {
    const what = from === undefined ? `There is no service ${to}.` : `${from} does not call ${to}.`;
    throw new AppError("not_found", `${what} See /api/topology for who calls whom.`);
  }
  const oldestMs = await telemetry.history.oldestSpanMs();
  const toMs = planPastTime(at, { nowMs: clock.nowMs(), oldestMs });
  const stretch = { fromMs: toMs - pastHistoryMs, toMs };
  const history = await telemetry.history.listSecondsOfCalls({ ...stretch, to, from });
  return {
    from: iso(stretch.fromMs),
    to: iso(toMs),
    history,
  };
}

const iso = (ms: number) => new Date(ms).toISOString();
