import { faultSentence } from "#components/room/fault-words.ts";
import type { Fault } from "#lib/contract/fault.ts";

/** A time in which something was broken on purpose; an open end is armed until somebody ends it. */
export type Band = { id: string; says: string; fromMs: number; toMs: number | undefined; armed: boolean };

export function bandsOf(faults: readonly (Fault | undefined)[]): Band[] {
  return faults
    .filter((fault) => fault !== undefined)
    .map((fault) => ({
      id: fault.id,
      says: faultSentence(fault),
      fromMs: Date.parse(fault.startsAt),
      toMs: fault.endsAt === null ? undefined : Date.parse(fault.endsAt),
      armed: fault.state === "armed",
    }))
    .sort((one, other) => one.fromMs - other.fromMs);
}

/** What is armed without an end would colour every chart from edge to edge: it is said, and not drawn. */
export const isDrawn = (band: Band) => band.toMs !== undefined || !band.armed;

export function bandsWithin(bands: readonly Band[], fromMs: number, toMs: number): Band[] {
  return bands.filter((band) => band.fromMs < toMs && (band.toMs ?? Number.POSITIVE_INFINITY) > fromMs);
}
