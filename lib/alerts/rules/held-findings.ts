// Owns since when each rule holds. One that holds for long enough is due; one that stops for a moment is not forgotten, or
// a value on the edge would never be told.
import { fingerprintOf } from "../fingerprint.ts";
import { inHours } from "../words.ts";
import type { ServiceFinding } from "./types.ts";

const gapMs = 10_000;

export type HeldFinding = ServiceFinding & {
  fingerprint: string;
  /** Since when it holds. */
  sinceMs: number;
  /** It has held for as long as its rule asks. */
  due: boolean;
};

/** Takes what holds now, at every look. */
export function holdFindings(): (found: readonly ServiceFinding[], nowMs: number) => HeldFinding[] {
  const held = new Map<string, { sinceMs: number; lastMs: number }>();
  return (found, nowMs) => {
    const now = found.map((finding): HeldFinding => {
      const fingerprint = fingerprintOf(finding);
      const before = held.get(fingerprint);
      // A clock that was set back must not make it wait.
      const sinceMs = Math.min(before?.sinceMs ?? nowMs, nowMs);
      held.set(fingerprint, { sinceMs, lastMs: nowMs });
      const detail = `${finding.detail} Since ${inHours(sinceMs)}.`;
      return { ...finding, detail, fingerprint, sinceMs, due: nowMs - sinceMs >= finding.forMs };
    });
    for (const [fingerprint, { lastMs }] of held) if (nowMs - lastMs > gapMs) held.delete(fingerprint);
    return now;
  };
}
