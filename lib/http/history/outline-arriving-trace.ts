import type { TraceOutline } from "#lib/contract/trace-outline.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { Runtime } from "#lib/runtime/type.ts";
import { outlineTrace } from "./outline-trace.ts";

/** Spans are put on record every half second; whoever follows a link from a failure is quicker. */
const arrivesWithinMs = 1_500;
const askAgainAfterMs = 250;

type Context = Pick<Runtime, "telemetry"> & { clock: Pick<Clock, "monotonicMs" | "sleep"> };

/** Waits a moment for a trace that may still be on its way. Undefined when it has not come by then. */
export async function outlineArrivingTrace(
  ctx: Context,
  asked: { traceId: string },
): Promise<TraceOutline | undefined> {
  const giveUpAtMs = ctx.clock.monotonicMs() + arrivesWithinMs;
  for (;;) {
    const outline = await outlineTrace(ctx, asked);
    if (outline || ctx.clock.monotonicMs() >= giveUpAtMs) return outline;
    await ctx.clock.sleep(askAgainAfterMs);
    // What has ended by now is found when it is asked for again, however long a busy machine takes to put it on record.
    await ctx.telemetry.history.allArrived();
  }
}
