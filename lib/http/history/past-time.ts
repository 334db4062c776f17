// Which time of the past somebody asks for, or why it cannot be shown and what can be asked for instead.
import type { PastProblem } from "#lib/contract/past-graph.ts";
import { AppError } from "#lib/kernel/errors.ts";

type Known = { nowMs: number; oldestMs: number | undefined };

/** Clocks differ a little, and the minute round something that has just begun is not over yet: that is now. */
const slackMs = 30_000;
const epochMsText = /^\d{1,15}$/;
const isoText = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

/** Milliseconds since the epoch or ISO 8601 with a zone; undefined for what is neither. */
export function readPastTime(text: string): number | undefined {
  const ms = epochMsText.test(text) ? Number(text) : isoText.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? ms : undefined;
}

/** Now, where no time is given. */
export function judgePastTime(
  at: string | undefined,
  { nowMs, oldestMs }: Known,
): { atMs: number } | { problem: PastProblem } {
  if (at === undefined) return { atMs: nowMs };
  const atMs = readPastTime(at);
  if (atMs === undefined) return { problem: "unreadable" };
  if (atMs > nowMs + slackMs) return { problem: "future" };
  if (oldestMs === undefined) return { problem: "nothing-recorded" };
  return atMs < oldestMs ? { problem: "too-old" } : { atMs: Math.min(atMs, nowMs) };
}

/** Throws bad_request for what is no time, or lies beyond what is known. */
export function planPastTime(at: string | undefined, known: Known): number {
  const judged = judgePastTime(at, known);
  if ("atMs" in judged) return judged.atMs;
  const message = says[judged.problem](known);
  throw new AppError("bad_request", message, { fields: [{ path: "query.at", message }] });
}

const iso = (ms: number) => new Date(ms).toISOString();

const says: Record<PastProblem, (known: Known) => string> = {
  unreadable: ({ nowMs }) =>
    `\`at\` is no time: write it as ${iso(nowMs)}, or as ${nowMs}, milliseconds since 1970. Leave it out for now.`,
  future: ({ nowMs }) => `\`at\` lies in the future: it is ${iso(nowMs)}. Leave it out for now.`,
  "nothing-recorded": () => "Nothing is recorded yet. Leave `at` out for now.",
  "too-old": ({ nowMs, oldestMs = nowMs }) =>
    `\`at\` lies before what is still recorded: ask for ${iso(oldestMs)} or later. WAREHOUSE_RETENTION_HOURS and WAREHOUSE_MAX_MB say how much is kept.`,
};
