import { type Span, SpanStatusCode } from "@opentelemetry/api";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import { AppError, asAppError } from "#lib/kernel/errors.ts";
import { ask } from "#lib/store/ask.ts";
import { inSpan } from "#lib/telemetry/traces/in-span.ts";
import type { SourceAnswer } from "#lib/vendors/types.ts";
import { claimRun } from "./claim-run.ts";
import { endBadly, endWell, holdRun } from "./end-run.ts";
import type { ClaimedRun, JobOrder, JobResult, RunContext } from "./types.ts";

/** A source that takes longer has not answered: the next run is due. */
export const patienceMs = 60_000;

type Outcome = "succeeded" | "failed" | "superseded";

/** Runs one tick, in a trace of its own. A tick that has had its run leaves nothing. */
export async function runJob(
  ctx: RunContext,
  job: VendorQuestion,
  order: JobOrder,
  signal: AbortSignal,
): Promise<void> {
  const run = await claimRun(ctx, job, order);
  if (!run) return;
  const attributes = { "job.name": job, "job.tick": order.tick, "job.trigger": order.trigger };
  const given = { tracer: ctx.web.tracer, clock: ctx.clock };
  const outcome = await inSpan(given, { name: `job ${job}`, root: true, attributes }, async (span) => {
    const ended = await attempt(ctx, run, span, signal);
    span.setAttribute("job.outcome", ended);
    return ended;
  });
  ctx.runs.add(1, { job, outcome });
}

async function attempt(ctx: RunContext, run: ClaimedRun, span: Span, signal: AbortSignal): Promise<Outcome> {
  try {
    const answer = await askSource(ctx, run.job, signal);
    const result = await store(ctx, run, answer);
    if (!result) {
      ctx.web.log.warn("a run took too long and was given to another: what it brought goes nowhere", {
        job: run.job,
      });
      return "superseded";
    }
    tellSpan(span, result);
    ctx.told(result);
    return "succeeded";
  } catch (error) {
    const known = asAppError(error);
    if (known) ctx.web.log.warn("a run brought nothing", { job: run.job, problem: known.message });
    else ctx.web.log.exception("a run failed", error, { job: run.job });
    const problem = known?.message ?? bug;
    span.setStatus({ code: SpanStatusCode.ERROR, message: problem });
    await endBadly(ctx, run, problem);
    return "failed";
  }
}

const bug = "The answer could not be stored because of a mistake in this program; its log has the details.";

/** Neither a source that does not answer nor one that does not hear holds a run up for longer. */
async function askSource({ source, clock }: RunContext, job: VendorQuestion, stopping: AbortSignal) {
  const late = new AbortController();
  const why = `The source did not answer within ${patienceMs / 1_000} s. The next run asks again.`;
  const cancel = clock.after(patienceMs, () => late.abort(new AppError("unavailable", why)));
  const over = AbortSignal.any([stopping, late.signal]);
  const { promise: givenUp, reject } = Promise.withResolvers<never>();
  const giveUp = () => reject(over.reason);
  over.addEventListener("abort", giveUp, { once: true });
  try {
    over.throwIfAborted();
    return await Promise.race([source.ask(job, over), givenUp]);
  } finally {
    cancel();
    over.removeEventListener("abort", giveUp);
  }
}

/** All that the answer leads to and the end of the run, or nothing of either; undefined where the run is another's by now. */
function store(ctx: RunContext, run: ClaimedRun, answer: SourceAnswer): Promise<JobResult | undefined> {
  return ask(ctx.store, (db) =>
    db.transaction(async (tx) => {
      if (!(await holdRun(tx, run))) return undefined;
      const effect = await ctx.take(tx, { run, answer, nowMs: ctx.clock.nowMs() });
      const told = ctx.shared && effect.told.length > 0 ? effect.told : null;
      await endWell(tx, run, { stored: effect.stored, told }, ctx.clock.nowMs());
      return { run, effect };
    }),
  );
}

function tellSpan(span: Span, { effect: { stored, news } }: JobResult): void {
  span.setAttributes({
    "job.rows": stored.rows,
    "job.bad_rows": stored.badRows,
    "job.changed": stored.changes.length,
    "job.alerts": news.length,
  });
}
