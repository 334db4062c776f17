// Owns the events that no outbox has yet. A log call costs it no more than a text; the disk is written to once for all
// lines of a turn, and before any of them is written anywhere else.
import type { LogRecord } from "#lib/telemetry/logs/record.ts";
import { type Event, toEvent } from "./event.ts";
import { lossLine } from "./loss-line.ts";
import type { SpoolFile } from "./spool.ts";

/** What goes to the outbox together. `lost`: so many more there was no room for. */
export type Parcel = { readonly events: readonly Event[]; readonly lost: number };

export type Intake = {
  take(record: LogRecord, origin?: string): void;
  /** Whatever was taken so far is on the disk. */
  secure(): void;
  /** Events that are not settled. */
  waiting(): number;
  /** The oldest; the same one until it is settled. */
  next(): Parcel | undefined;
  /** The outbox has it. */
  settle(parcel: Parcel): void;
  /** Why the disk did not take something lately; asking forgets it. */
  takeTrouble(): unknown;
  /** What is not settled stays on the disk for the next start. */
  close(): void;
};

type Limits = {
  /** What may wait in memory while the database takes nothing. */
  events: number;
  chars: number;
};
type Filling = {
  events: Event[];
  lost: number;
  /** How much of both is on the disk, or was refused there. */
  written: { events: number; lost: number };
  file: SpoolFile | undefined;
};

const usualLimits: Limits = { events: 50_000, chars: 64 * 1024 * 1024 };
const mostInParcel = 1_000;

export function createIntake(begin: () => SpoolFile, limits: Limits = usualLimits): Intake {
  /** Oldest first; the last one is being filled, unless it was asked for. */
  let parcels: Filling[] = [];
  let filling: Filling | undefined;
  const room = createRoom(limits);
  let trouble: unknown;
  let turn: NodeJS.Immediate | undefined;
  let closed = false;

  const fill = (): Filling => {
    if (filling && filling.events.length < mostInParcel) return filling;
    secure();
    filling = emptyFilling();
    parcels.push(filling);
    return filling;
  };
  const secure = () => {
    if (turn) clearImmediate(turn);
    turn = undefined;
    if (filling) trouble ??= writeDown(filling, begin);
  };

  return {
    take(record, origin) {
      if (closed) return;
      const event = toEvent(record, origin);
      if (!event) return;
      const parcel = fill();
      if (room.admit(event)) parcel.events.push(event);
      else parcel.lost += 1;
      turn ??= setImmediate(secure);
    },
    secure,
    waiting: room.taken,
    next() {
      secure();
      filling = undefined;
      return parcels[0];
    },
    settle(parcel) {
      const [settled] = parcels;
      if (!settled || settled !== parcel) return;
      parcels = parcels.slice(1);
      room.leave(settled.events);
      settled.file?.remove();
    },
    takeTrouble() {
      const told = trouble;
      trouble = undefined;
      return told;
    },
    close() {
      secure();
      closed = true;
      for (const { file } of parcels) file?.close();
      parcels = [];
    },
  };
}

const emptyFilling = (): Filling => ({
  events: [],
  lost: 0,
  written: { events: 0, lost: 0 },
  file: undefined,
});

/** What of it is not on the disk yet. Returns why the disk did not take it; then it is not offered again. */
function writeDown(filling: Filling, begin: () => SpoolFile): unknown {
  const { events, lost, written } = filling;
  const lines = events.slice(written.events).map(({ text }) => text);
  if (lost > written.lost) lines.push(lossLine(lost - written.lost));
  if (lines.length === 0) return undefined;
  filling.written = { events: events.length, lost };
  try {
    filling.file ??= begin();
    filling.file.append(lines);
    return undefined;
  } catch (error) {
    // They still wait in memory, from where the outbox gets them unless the process is killed before.
    return error;
  }
}

function createRoom(limits: Limits) {
  let events = 0;
  let chars = 0;
  return {
    taken: () => events,
    admit({ text }: Event): boolean {
      if (events >= limits.events || chars + text.length > limits.chars) return false;
      events += 1;
      chars += text.length;
      return true;
    },
    leave(settled: readonly Event[]) {
      events -= settled.length;
      for (const { text } of settled) chars -= text.length;
    },
  };
}
