// What the receiver's answer to one notification means for it, and for those that come after.
import { readRetryAfter } from "#lib/kernel/retry-after.ts";
import type { Answered } from "./guarded-post.ts";
import type { Verdict } from "./types.ts";

/** A receiver may ask for patience, but not for ever. */
const longestWaitMs = 3_600_000;
/** These speak of what was sent, or say that there will never be anybody here again. */
const forGood = new Set([400, 409, 410, 413, 415, 422]);
const busy = new Set([408, 425, 429]);

export function judgeAnswer({ status, retryAfter, text }: Answered, nowMs: number): Verdict {
  if (status >= 200 && status < 300) return { kind: "taken" };
  const why = `The receiver answered ${status}${wordOf(text)}`;
  if (forGood.has(status)) return { kind: "refused", why };
  if (status >= 300 && status < 400)
    return { kind: "later", why: `${why}, which leads elsewhere and is not followed`, away: true };
  if (status < 500 && !busy.has(status)) return { kind: "later", why, away: true };
  const waitMs = readRetryAfter(retryAfter, nowMs, longestWaitMs);
  return waitMs === undefined ? { kind: "later", why } : { kind: "later", why, waitMs };
}

/** Slack names its reason in one such word. Nothing else of an answer is repeated: it could be anybody's page. */
function wordOf(text: string): string {
  return /^[a-z]{1,20}(_[a-z]{1,20}){0,4}$/.test(text) ? ` (${text})` : "";
}
