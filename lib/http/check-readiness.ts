import type { Readiness } from "#lib/contract/probes.ts";
import type { Clock } from "#lib/kernel/clock.ts";

type Context = { clock: Clock; readiness: Record<string, () => Promise<void>> };

export async function checkReadiness({ clock, readiness }: Context): Promise<Readiness> {
  const names = Object.keys(readiness);
  const results = await Promise.allSettled(names.map(async (name) => readiness[name]?.()));
  const checks = Object.fromEntries(
    names.map((name, index) => [name, results[index]?.status === "fulfilled"]),
  );
  return {
    status: Object.values(checks).every(Boolean) ? "ready" : "not_ready",
    checks,
    timestamp: new Date(clock.nowMs()).toISOString(),
  };
}
