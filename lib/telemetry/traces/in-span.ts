import { context, type Span, type SpanOptions, SpanStatusCode, type Tracer, trace } from "@opentelemetry/api";
import type { Clock } from "#lib/kernel/clock.ts";
import { asAppError } from "#lib/kernel/errors.ts";
import { toHrTime } from "../hr-time.ts";

type Named = SpanOptions & { name: string };

type Given = { tracer: Tracer; clock: Pick<Clock, "nowMs" | "monotonicMs"> };

/** Does a piece of work within a span of its own, which is a child of the active one and says how the work ended. */
export async function inSpan<Answer>(
  { tracer, clock }: Given,
  options: Named,
  work: (span: Span) => Answer | Promise<Answer>,
): Promise<Answer> {
  const parent = context.active();
  const startedMs = clock.nowMs();
  const fromMs = clock.monotonicMs();
  // The SDK's own start has whole milliseconds only, in which a span would seem to begin before what led to it.
  const span = tracer.startSpan(options.name, { ...options, startTime: toHrTime(startedMs) }, parent);
  try {
    return await context.with(trace.setSpan(parent, span), work, undefined, span);
  } catch (error) {
    markFailed(span, error);
    throw error;
  } finally {
    span.end(toHrTime(startedMs + clock.monotonicMs() - fromMs));
  }
}

/** What a client asked for in vain is no failure of ours: it is told, and nothing turns red. */
function markFailed(span: Span, error: unknown) {
  const known = asAppError(error);
  const ours = !known || known.code === "internal" || known.code === "unavailable";
  span.setAttribute("error.type", ours ? nameOf(error) : (known.reason ?? known.code));
  if (ours) span.setStatus({ code: SpanStatusCode.ERROR, message: messageOf(error) });
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : typeof error);
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
