import type { Trace } from "#lib/contract/trace.ts";
import { AppError } from "#lib/kernel/errors.ts";
import type { Runtime } from "#lib/runtime/type.ts";
import { toTrace } from "./to-trace.ts";

export async function readTrace(
  { telemetry }: Pick<Runtime, "telemetry">,
  { traceId }: { traceId: string },
): Promise<Trace> {
  const trace = toTrace(await telemetry.history.findSpans({ traceId }));
  if (!trace) {
    throw new AppError(
      "not_found",
      "No span of this trace is kept. A new one arrives about a second after its request; old ones are dropped.",
    );
  }
  return trace;
}
