import type { CspViolation } from "#lib/contract/csp-report.ts";
import type { Logger } from "#lib/telemetry/types.ts";

/** Anybody may report, and one report may name a hundred violations: the log takes enough to see what is wrong. */
const loggedAtMost = 20;

export function logViolations(ctx: { log: Logger }, violations: readonly CspViolation[]) {
  for (const violation of violations.slice(0, loggedAtMost))
    ctx.log.warn("content security policy blocked a resource", violation);
  const more = violations.length - loggedAtMost;
  if (more > 0) ctx.log.warn("content security policy blocked more resources", { violations: more });
}
