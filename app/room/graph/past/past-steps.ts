// A minute earlier or later: where that leads, or nowhere.
import type { PastGraph } from "#lib/contract/past-graph.ts";
import { pastMinuteMs } from "#lib/contract/past-graph.ts";

/** From now into the past. */
export function aMinuteAgo(nowMs: number): string {
  return new Date(nowMs - pastMinuteMs).toISOString();
}

/** Undefined when nothing so old is kept. What is oldest is reached, however far it is. */
export function earlier({ at, oldest }: Pick<PastGraph, "at" | "oldest">): string | undefined {
  if (oldest === null || at <= oldest) return undefined;
  const before = new Date(Date.parse(at) - pastMinuteMs).toISOString();
  return before < oldest ? oldest : before;
}

/** `now` once the next minute has not passed yet. */
export function later({ at }: Pick<PastGraph, "at">, nowMs: number): string | "now" {
  const afterMs = Date.parse(at) + pastMinuteMs;
  return afterMs >= nowMs ? "now" : new Date(afterMs).toISOString();
}
