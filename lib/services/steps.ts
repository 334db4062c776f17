import type { OrderStep } from "#lib/contract/order.ts";
import type { ServiceContext } from "#lib/mesh/types.ts";

/** What this service asked others for until now, as it goes into an order's timeline. */
export function stepsOf(ctx: ServiceContext): OrderStep[] {
  const originMs = ctx.clock.nowMs() - ctx.clock.monotonicMs();
  return ctx.made.map(({ service, operation, startMs, durationMs, retries, failed }) => ({
    service,
    name: operation,
    caller: ctx.service,
    start: new Date(originMs + startMs).toISOString(),
    durationMs: Math.round(durationMs * 1_000) / 1_000,
    retries,
    status: failed ? "failed" : "ok",
  }));
}
