import { logTerms } from "#lib/contract/filter/log-terms.ts";
import type { LogContextQuery } from "#lib/contract/log.ts";
import type { LogContext } from "#lib/contract/log-answers.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { type Asking, askedHistory } from "./asked-history.ts";
import { toLogLine } from "./to-log-line.ts";

export async function readLogContext(
  context: Asking,
  { id, around, q }: LogContextQuery & { id: string },
): Promise<LogContext> {
  const asked = { id, around, terms: logTerms({ q }) };
  const history = askedHistory(context);
  // Whoever follows the live tail can ask for a line before it is in the warehouse.
  if (Number(id) > context.telemetry.recentLogs.floorId()) await history.allArrived();
  const found = await history.findLogContext(asked);
  if (!found) {
    throw new AppError(
      "not_found",
      "This line is not kept. Old ones are dropped as their time or space runs out.",
    );
  }
  return {
    line: toLogLine(found.line),
    before: found.before.map(toLogLine),
    after: found.after.map(toLogLine),
  };
}
