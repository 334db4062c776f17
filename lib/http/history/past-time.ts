// Which time of the past somebody asks for, or why it cannot be shown and what can be asked for instead.
import { AppError } from "#lib/kernel/errors.ts";

type Known = { nowMs: number; oldestMs: number | undefined };

/** The clocks of a browser and of the server differ a little. */
const slackMs = 5_000;
const epochMsText = /^\d{1,15}$/;
const isoText = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

/** Milliseconds since the epoch or ISO 8601 with a zone; undefined for what is neither. */
export function readPastTime(text: string): number | undefined {
  const ms = epochMsText.test(text) ? Number(text) : isoText.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? ms : undefined;
}

/** Now, where no time is given. Throws bad_request for what is no time, or lies beyond what is known. */
export function planPastTime(at: string | undefined, { nowMs, oldestMs }: Known): number {
  if (at === undefined) return nowMs;
  const atMs = readPastTime(at);
  if (atMs === undefined)
    return refuse(
      `\`at\` is no time: write it as ${iso(nowMs)}, or as ${nowMs}, milliseconds since 1970. Leave it out for now.`,
    );
  if (atMs > nowMs + slackMs)
    return refuse(`\`at\` lies in the future: it is ${iso(nowMs)}. Leave it out for now.`);
  if (oldestMs === undefined) return refuse("Nothing is recorded yet. Leave `at` out for now.");
  if (atMs < oldestMs)
    return refuse(
      `\`at\` lies before what is still recorded: ask for ${iso(oldestMs)} or later. WAREHOUSE_RETENTION_HOURS and WAREHOUSE_MAX_MB say how much is kept.`,
    );
  return Math.min(atMs, nowMs);
}

const iso = (ms: number) => new Date(ms).toISOString();

function refuse(message: string): never {
  throw new AppError("bad_request", message, { fields: [{ path: "query.at", message }] });
}
