import type { Trace } from "#lib/contract/trace.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { asAppError } from "#lib/kernel/errors.ts";
import type { Runtime } from "#lib/runtime/type.ts";
import { readTrace } from "./read-trace.ts";

/** Spans are put on record every half second; whoever follows a link from a failure is quicker. */
const arrivesWithinMs = 1_500;
const askAgainAfterMs = 250;

type Context = Pick<Runtime, "telemetry"> & { clock: Pick<Clock, "monotonicMs" | "sleep"> };

/** Waits a moment for a trace that may still be on its way. Throws not_found when it has not come by then. */
export async function readArrivingTrace(ctx: Context, asked: { traceId: string }): Promise<Trace> {
  const giveUpAtMs = ctx.clock.monotonicMs() + arrivesWithinMs;
  for (;;) {
    try {
      return await readTrace(ctx, asked);
    } catch (error) {
      if (asAppError(error)?.code !== "not_found" || ctx.clock.monotonicMs() >= giveUpAtMs) throw error;
    }
    await ctx.clock.sleep(askAgainAfterMs);
  }
}
