// How many requests a second one client may send, counted apart for each lane: a crowd in the shop, or a page that floods
// its reports, must not keep anybody from halting what was broken.
import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import type { Config } from "#lib/config/load.ts";
import { AppError } from "#lib/kernel/errors.ts";
import type { Meter } from "#lib/telemetry/types.ts";
import type { RouteSpec } from "../route-spec.ts";

export const lanes = ["shop", "control", "ingest"] as const;
export type Lane = (typeof lanes)[number];

export type RateLimits = {
  /** Rejects with too_many_requests, and the seconds to wait, a client who has had its share of this second. */
  admit(lane: Lane, client: string): Promise<void> | undefined;
};

type Limits = Pick<Config, "RATE_LIMIT_SHOP" | "RATE_LIMIT_CONTROL" | "RATE_LIMIT_INGEST">;

/** Probes and scrapes are never refused; calls between services have queues and pools of their own. */
export function laneOf({ tag, path }: Pick<RouteSpec, "tag" | "path">): Lane | undefined {
  if (tag === "Operations" || path === "/services" || path.startsWith("/services/")) return undefined;
  if (tag === "Shop") return "shop";
  return tag === "Browser" || path === "/api/mesh/reports" ? "ingest" : "control";
}

export function createRateLimits(config: Limits, meter: Meter): RateLimits {
  const throttled = meter.counter({
    name: "throttled_requests",
    help: "Requests refused because their client had sent too many",
    labels: ["lane"],
    serviceLabel: false,
  });
  const limiters: Record<Lane, RateLimiterMemory | undefined> = {
    shop: limiterOf("shop", config.RATE_LIMIT_SHOP),
    control: limiterOf("control", config.RATE_LIMIT_CONTROL),
    ingest: limiterOf("ingest", config.RATE_LIMIT_INGEST),
  };
  for (const lane of lanes) throttled.add(0, { lane });
  async function consume(limiter: RateLimiterMemory, lane: Lane, client: string) {
    try {
      await limiter.consume(client);
    } catch (refused) {
      throttled.add(1, { lane });
      throw tooMany((refused as RateLimiterRes).msBeforeNext);
    }
  }
  return {
    admit(lane, client) {
      const limiter = limiters[lane];
      return limiter && consume(limiter, lane, client);
    },
  };
}

function limiterOf(lane: Lane, perSecond: number): RateLimiterMemory | undefined {
  return perSecond === 0
    ? undefined
    : new RateLimiterMemory({ keyPrefix: lane, points: perSecond, duration: 1 });
}

function tooMany(msBeforeNext: number): AppError {
  const seconds = Math.max(1, Math.ceil(msBeforeNext / 1_000));
  return new AppError(
    "too_many_requests",
    `This client has sent too many requests. Wait ${seconds} second${seconds === 1 ? "" : "s"}, then send it again.`,
    { headers: { "retry-after": String(seconds) } },
  );
}
