// One delivery: sent, written down, and said. What was sent must be written down, or it would be sent again.
import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { backOffMs } from "#lib/kernel/back-off.ts";
import { createProblems } from "#lib/telemetry/problems.ts";
import { inSpan } from "#lib/telemetry/traces/in-span.ts";
import type { Claimed } from "./claim-messages.ts";
import { markGivenUp, markSent, postpone } from "./outbox.ts";
import type { NotifyContext, Verdict } from "./types.ts";

/** With the waits between them, about an hour and a half. Nobody acts on an alert that comes later than that. */
export const mostAttempts = 16;
const pace = { leastMs: 2_000, mostMs: 900_000 };
const bookPace = { leastMs: 250, mostMs: 10_000 };
const longestProblem = 300;

export function createDeliverer(ctx: NotifyContext, stopped: AbortSignal) {
  const { clock, log, couriers } = ctx;
  const problems = createProblems(clock.monotonicMs, log);
  const outcomes = ctx.meter.counter({
    name: "notifications_total",
    help: "Attempts to notify somebody of an alert, by kind of channel and outcome",
    labels: ["channel_kind", "outcome"],
    serviceLabel: false,
  });
  const insist = async (write: () => Promise<unknown>) => {
    for (let tries = 0; ; tries += 1) {
      try {
        await write();
        return;
      } catch (error) {
        problems.report("what became of a notification cannot be written down", { error: String(error) });
        if (stopped.aborted) return;
        await clock.sleep(backOffMs(tries, bookPace, ctx.random), stopped).catch(() => undefined);
      }
    }
  };
  const settle = async (claimed: Claimed, verdict: Verdict) => {
    const outcome = outcomeOf(claimed, verdict);
    outcomes.add(1, { channel_kind: claimed.channel.kind, outcome });
    if (verdict.kind === "taken") return insist(() => markSent(ctx.store, claimed));
    const why = verdict.why.slice(0, longestProblem);
    if (outcome === "given-up") {
      await insist(() => markGivenUp(ctx.store, claimed, why));
      log.error("a notification was given up", { ...factsOf(claimed), reason: why });
      return;
    }
    problems.report("a notification could not be sent; it is tried again", {
      ...factsOf(claimed),
      reason: why,
    });
    const waitMs = Math.max(
      verdict.kind === "later" ? (verdict.waitMs ?? 0) : 0,
      backOffMs(claimed.attempts, pace, ctx.random),
    );
    await insist(() => postpone(ctx.store, claimed, waitMs, why));
  };
  return (claimed: Claimed): Promise<Verdict> => {
    const attributes = { ...factsOf(claimed) };
    return inSpan(ctx, { name: "notify", kind: SpanKind.CLIENT, attributes }, async (span) => {
      const verdict = await couriers
        .deliver(claimed.channel, claimed.notice)
        .catch((error: unknown): Verdict => ({ kind: "later", why: String(error) }));
      if (verdict.kind !== "taken")
        span.setStatus({ code: SpanStatusCode.ERROR, message: verdict.why.slice(0, longestProblem) });
      span.setAttribute("notification.outcome", outcomeOf(claimed, verdict));
      await settle(claimed, verdict);
      return verdict;
    });
  };
}

function outcomeOf({ attempts }: Claimed, { kind }: Verdict): "sent" | "given-up" | "postponed" {
  if (kind === "taken") return "sent";
  return kind === "refused" || attempts + 1 >= mostAttempts ? "given-up" : "postponed";
}

/** What may be known of it by everybody: never the address, which may be a secret of its own. */
function factsOf({ notice, channel, attempts }: Claimed) {
  const [alert, ...others] = notice.alerts;
  return {
    "notification.id": notice.id,
    "notification.event": notice.event,
    "notification.attempt": attempts + 1,
    "notification.alerts": notice.alerts.length,
    ...(others.length === 0 && { "alert.id": alert.id }),
    "channel.id": channel.id,
    "channel.kind": channel.kind,
  };
}
