import type { TraceSummary } from "#lib/contract/trace-answers.ts";
import { AppError } from "#lib/kernel/errors.ts";
import type { Runtime } from "#lib/runtime/type.ts";
import { StreamedResponse } from "../streamed-response.ts";
import { mostSpans, summarizeTrace } from "./summarize-trace.ts";
import { toSpan } from "./to-trace.ts";

type Context = Pick<Runtime, "telemetry">;
type Asked = { traceId: string };

/** One trace with all its spans, as they come out of the warehouse. */
export async function streamTrace(
  ctx: Context,
  { traceId }: Asked,
  signal: AbortSignal,
): Promise<StreamedResponse> {
  const summary = await readTraceSummary(ctx, { traceId });
  async function* pieces() {
    // Nothing is said before the first spans are there: what fails until then is a problem like any other.
    let before = `${JSON.stringify(summary).slice(0, -1)},"spans":[`;
    let between = "";
    for await (const spans of ctx.telemetry.history.streamSpans({ traceId }, signal)) {
      yield before + between + spans.map((span) => JSON.stringify(toSpan(span))).join(",");
      [before, between] = ["", ","];
    }
    yield `${before}]}`;
  }
  return new StreamedResponse(pieces(), { headers: { "content-type": "application/json" } });
}

export async function readTraceSummary({ telemetry }: Context, { traceId }: Asked): Promise<TraceSummary> {
  const summary = summarizeTrace(
    traceId,
    await telemetry.history.outlineTrace({ traceId, limit: mostSpans }),
  );
  if (summary) return summary;
  throw new AppError(
    "not_found",
    "No span of this trace is kept. A new one arrives about a second after its request; old ones are dropped.",
  );
}
