// The stretch of the past that an address asks for, and the addresses next to it.
import {
  isRangeName,
  type RangeName,
  rangeLengthMs,
  rangeNames,
  usualRange,
} from "#lib/contract/range-lengths.ts";

/** Up to now, or between two moments; an open end is open. */
export type ShownRange =
  | { kind: "last"; name: RangeName }
  | { kind: "between"; fromMs: number | undefined; toMs: number | undefined };
export type RangeChange = { range: string | undefined; from: string | undefined; to: string | undefined };

type Params = { get(name: string): string | null };

/** What the address says wrongly it does not say, as for the server. */
export function readShownRange(params: Params): ShownRange {
  const name = params.get("range");
  if (isRangeName(name)) return { kind: "last", name };
  const [fromMs, toMs] = [momentOf(params.get("from")), momentOf(params.get("to"))];
  const backwards = fromMs !== undefined && toMs !== undefined && fromMs >= toMs;
  if (backwards || (fromMs ?? toMs) === undefined) return { kind: "last", name: usualRange };
  return { kind: "between", fromMs, toMs };
}

export function last(name: RangeName): RangeChange {
  return { range: name, from: undefined, to: undefined };
}

export function between(fromMs: number, toMs: number): RangeChange {
  return { range: undefined, from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
}

/** Its two moments; an open start is one usual range before the end. */
export function boundsOf(shown: ShownRange, nowMs: number): { fromMs: number; toMs: number } {
  if (shown.kind === "last") return { fromMs: nowMs - rangeLengthMs[shown.name], toMs: nowMs };
  const toMs = shown.toMs ?? Math.max(nowMs, (shown.fromMs ?? 0) + 1);
  return { fromMs: shown.fromMs ?? toMs - rangeLengthMs[usualRange], toMs };
}

/** By its own length. Whoever steps up to now follows it again. */
export function stepped(shown: ShownRange, direction: 1 | -1, nowMs: number): RangeChange {
  const { fromMs, toMs } = boundsOf(shown, nowMs);
  const lengthMs = toMs - fromMs;
  return upToNow(fromMs + direction * lengthMs, lengthMs, nowMs);
}

/** Undefined where nothing wider is offered. */
export function zoomedOut(shown: ShownRange, nowMs: number): RangeChange | undefined {
  if (shown.kind === "last") {
    const wider = rangeNames[rangeNames.indexOf(shown.name) + 1];
    return wider && last(wider);
  }
  const { fromMs, toMs } = boundsOf(shown, nowMs);
  const lengthMs = toMs - fromMs;
  return upToNow(fromMs - lengthMs / 2, lengthMs * 2, nowMs);
}

function upToNow(fromMs: number, lengthMs: number, nowMs: number): RangeChange {
  if (fromMs + lengthMs < nowMs) return between(Math.round(fromMs), Math.round(fromMs + lengthMs));
  const name = rangeNames.find((one) => rangeLengthMs[one] === lengthMs);
  return name ? last(name) : between(Math.round(nowMs - lengthMs), nowMs);
}

function momentOf(text: string | null): number | undefined {
  // Without its zone a time would be another one on another machine.
  if (text === null || !/^\d{4}-.*(Z|[+-]\d\d:?\d\d)$/.test(text)) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}
