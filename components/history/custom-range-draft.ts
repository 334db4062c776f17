// What somebody writes into the two fields of a range of their own, and what is wrong with it.
import { utcClock } from "#components/ui/time-text.ts";

export type Zone = "local" | "utc";
export type RangeDraft = { from: string; to: string; zone: Zone };
export type DraftProblems = { from?: string; to?: string };

export function readDraft(
  { from, to, zone }: RangeDraft,
  nowMs: number,
): { fromMs: number; toMs: number } | { problems: DraftProblems } {
  const [fromMs, toMs] = [momentOf(from, zone), momentOf(to, zone)];
  const problems: DraftProblems = {
    ...(fromMs === undefined ? { from: "Say the day and the time it begins" } : {}),
    ...(toMs === undefined ? { to: "Say the day and the time it ends" } : {}),
  };
  if (fromMs === undefined || toMs === undefined) return { problems };
  if (fromMs >= nowMs) return { problems: { from: "This is yet to come: nothing is recorded" } };
  if (fromMs >= toMs) return { problems: { to: "It ends before it begins" } };
  return { fromMs, toMs };
}

/** As `<input type="datetime-local" step="1">` has it. */
export function writeMoment(ms: number, zone: Zone): string {
  const shiftMs = zone === "local" ? -new Date(ms).getTimezoneOffset() * 60_000 : 0;
  return utcClock(new Date(ms + shiftMs).toISOString(), true)
    .slice(0, 19)
    .replace(" ", "T");
}

/** A browser leaves out seconds that are zero. */
export function momentOf(text: string, zone: Zone): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text)) return undefined;
  const ms = Date.parse(zone === "utc" ? `${text}Z` : text);
  return Number.isNaN(ms) ? undefined : ms;
}
