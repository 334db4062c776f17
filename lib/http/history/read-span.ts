import type { SpanDetails } from "#lib/contract/trace-answers.ts";
import { AppError } from "#lib/kernel/errors.ts";
import type { Runtime } from "#lib/runtime/type.ts";
import { resourceOf } from "./span-resource.ts";
import { toSpan } from "./to-trace.ts";

export async function readSpan(
  { telemetry }: Pick<Runtime, "telemetry">,
  { traceId, spanId }: { traceId: string; spanId: string },
): Promise<SpanDetails> {
  const [found] = await telemetry.history.findSpans({ traceId, spanIds: [spanId] });
  if (!found) throw new AppError("not_found", "This span of the trace is not kept, or not any more.");
  return { ...toSpan(found), resource: resourceOf(found.service) };
}
