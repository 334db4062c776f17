// What the receiver's answer to one event means for it, and for those that come after.
import { readRetryAfter } from "#lib/kernel/retry-after.ts";

export type Verdict =
  | { kind: "taken" }
  /** It will never be taken. */
  | { kind: "refused"; why: string }
  /** `waitMs`: the receiver itself said when to come again. `away`: it is not there at all, for no event. */
  | { kind: "later"; why: string; waitMs?: number; away?: boolean };

/** A receiver may ask for patience, but not for ever. */
const longestWaitMs = 3_600_000;
const busy = new Set([408, 429]);
/** These speak of the event. With any other 4xx the receiver, or what stands before it, would refuse every event. */
const ofTheEvent = new Set([400, 409, 413, 415, 422]);

export function judgeAnswer(status: number, retryAfter: string | undefined, nowMs: number): Verdict {
  if (status >= 200 && status < 300) return { kind: "taken" };
  const why = `The receiver answered ${status}`;
  if (ofTheEvent.has(status)) return { kind: "refused", why };
  if (status >= 400 && status < 500 && !busy.has(status)) return { kind: "later", why, away: true };
  const waitMs = readRetryAfter(retryAfter, nowMs, longestWaitMs);
  return waitMs === undefined ? { kind: "later", why } : { kind: "later", why, waitMs };
}
