// Owns what is armed. Whether a visitor is hit depends on who they are, never on how often anybody asked.
import type { Fault, NewFault, TargetSort } from "#lib/contract/fault.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { type ArmedFault, createArmedSet } from "./armed-set.ts";
import { checkFit, checkPlace, indexPlaces } from "./check-target.ts";
import { checkValues, completeParameters } from "./check-values.ts";
import { createEndTimer } from "./end-timer.ts";
import { createHistory } from "./history.ts";
import { faultCatalogue } from "./kinds.ts";
import { parseTarget } from "./target.ts";
import type { EndingFault, Faults, KnownPlaces } from "./types.ts";

/** Each one costs every call at its place a little, and nobody can tell a hundred apart. */
const mostArmed = 100;

const keptHere: readonly TargetSort[] = ["cart", "vendors", "vendor"];

type Given = { clock: Clock; places: KnownPlaces };
type Wanted = Omit<NewFault, "durationSeconds"> & { durationSeconds?: number };

export function createFaults({ clock, places: known }: Given): Faults {
  const places = indexPlaces(known);
  const armed = createArmedSet(clock);
  const history = createHistory(clock);
  const listeners = new Set<() => void>();
  let counted = 0;

  const nextId = (): string => {
    counted += 1;
    const id = `f${counted}`;
    return armed.get(id) || history.get(id) ? nextId() : id;
  };
  const changed = () => {
    timer.setFor(armed.firstEndMs());
    for (const heard of [...listeners]) heard();
  };
  const settle = () => {
    const over = armed.takeEnded();
    for (const { fault } of over) history.add({ ...fault, state: "ended" });
    if (over.length > 0) changed();
  };
  const timer = createEndTimer(clock, settle);
  const clear = (one: ArmedFault): Fault => {
    armed.remove(one);
    const removed: Fault = { ...one.fault, endsAt: isoTime(clock.nowMs()), state: "removed" };
    history.add(removed);
    return removed;
  };

  const start = <End extends string | null>(given: Wanted, endAt: (nowMs: number) => End) => {
    settle();
    const info = faultCatalogue[given.kind];
    const target = parseTarget(given.target);
    checkPlace(target, places);
    checkFit(info, target, places);
    checkValues(info, given);
    if (armed.size() >= mostArmed) throw tooMany();
    const nowMs = clock.nowMs();
    const fault = {
      id: nextId(),
      kind: given.kind,
      target: given.target,
      parameters: completeParameters(info, given.parameters),
      share: given.share,
      startsAt: isoTime(nowMs),
      endsAt: endAt(nowMs),
      state: "armed" as const,
    };
    armed.add(fault, (given.durationSeconds ?? Number.POSITIVE_INFINITY) * 1_000);
    changed();
    return fault;
  };

  return {
    conditions: armed.conditions,
    arm: (given) => start(given, (nowMs) => isoTime(nowMs + given.durationSeconds * 1_000)),
    armForGood: (given) => start(given, () => null),
    remove(id) {
      settle();
      const one = armed.get(id);
      if (one) {
        const removed = clear(one);
        changed();
        return removed;
      }
      const past = history.get(id);
      if (!past) throw new AppError("not_found", `There is no fault ${id}. GET /api/faults lists them.`);
      return past;
    },
    halt() {
      settle();
      const removed = armed.all().map(clear);
      if (removed.length > 0) changed();
      return removed;
    },
    list() {
      settle();
      return [...armed.all().map(({ fault }) => fault), ...history.newestFirst()];
    },
    outageOf(service) {
      settle();
      const outages = armed.all().toSorted((a, b) => b.endMs - a.endMs);
      return outages.map(({ fault }) => fault).find((fault) => isWholeOutage(fault, service));
    },
    onChange(heard) {
      listeners.add(heard);
      return () => void listeners.delete(heard);
    },
    replace(faults) {
      settle();
      const wanted = new Map(faults.map((fault) => [fault.id, fault]));
      for (const one of armed.all()) if (!isSame(one.fault, wanted.get(one.fault.id))) clear(one);
      for (const { remainingMs, ...fault } of wanted.values())
        if (remainingMs > 0 && !armed.get(fault.id)) armed.add(fault, remainingMs);
      changed();
    },
    listForOthers() {
      settle();
      const nowMs = clock.monotonicMs();
      // Carts and what is known of vendors are kept here only.
      return armed
        .all()
        .filter(({ fault }) => !keptHere.includes(parseTarget(fault.target).sort))
        .map(({ fault, endMs }) => ({ ...fault, remainingMs: Math.max(0, endMs - nowMs) }));
    },
    close() {
      listeners.clear();
      timer.close();
    },
  };
}

function isWholeOutage(fault: Fault, service: string): fault is EndingFault {
  const { kind, target, share, endsAt } = fault;
  return kind === "outage" && target === service && share === 1 && endsAt !== null;
}

/** Ids start anew with the process that gives them. */
function isSame(fault: Fault, other: Fault | undefined): boolean {
  return fault.startsAt === other?.startsAt && fault.target === other.target && fault.kind === other.kind;
}

function tooMany(): AppError {
  return new AppError(
    "conflict",
    `${mostArmed} faults are armed, and more are not taken. Remove one, or wait until one ends.`,
  );
}

const isoTime = (ms: number) => new Date(ms).toISOString();
