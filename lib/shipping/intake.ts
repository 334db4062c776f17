// Owns the events that no outbox has yet. A log call costs it no more than a text; the disk is written to once for all
// lines of a turn, and before any of them is written anywhere else.
import type { LogRecord } from "#lib/telemetry/logs/record.ts";
import { type Event, toEvent } from "./event.ts";
import { lossLine } from "./loss-line.ts";
import type { Segment, Spool } from "./spool.ts";

export type Waiting = Event & { segment: Segment | undefined };
export type Loss = { events: number; segments: readonly Segment[] };

export type Intake = {
  take(record: LogRecord, origin?: string): void;
  /** Whatever was taken so far is on the disk. */
  secure(): void;
  waiting(): number;
  /** The oldest, in their order; they stay until they are settled. */
  oldest(most: number): readonly Waiting[];
  settle(events: readonly Waiting[]): void;
  /** What there was no room for, until `settleLoss` says that it has been counted. */
  loss(): Loss;
  settleLoss(loss: Loss): void;
  /** Why the disk did not take something lately; asking forgets it. */
  takeTrouble(): unknown;
  close(): void;
};

type Limits = {
  /** What may wait in memory while the database takes nothing. */
  events: number;
  chars: number;
};

const usualLimits: Limits = { events: 50_000, chars: 64 * 1024 * 1024 };

export function createIntake(spool: Spool, limits: Limits = usualLimits): Intake {
  let waiting: Waiting[] = [];
  let chars = 0;
  let unwritten = 0;
  let refused = 0;
  let loss: Loss = { events: 0, segments: [] };
  let trouble: unknown;
  let turn: NodeJS.Immediate | undefined;
  let closed = false;

  const secure = () => {
    if (turn) clearImmediate(turn);
    turn = undefined;
    if (unwritten === 0 && refused === 0) return;
    const fresh = waiting.slice(waiting.length - unwritten);
    const lines = fresh.map(({ text }) => text);
    if (refused > 0) lines.push(lossLine(refused));
    try {
      const segment = spool.write(lines);
      for (const one of fresh) one.segment = segment;
      if (refused > 0) loss = { events: loss.events + refused, segments: [...loss.segments, segment] };
    } catch (error) {
      // They still wait in memory, from where the outbox gets them unless the process is killed before.
      trouble ??= error;
      loss = { ...loss, events: loss.events + refused };
    }
    unwritten = 0;
    refused = 0;
  };

  return {
    take(record, origin) {
      if (closed) return;
      const event = toEvent(record, origin);
      if (!event) return;
      const full = waiting.length >= limits.events || chars + event.text.length > limits.chars;
      if (full) refused += 1;
      else {
        waiting.push({ ...event, segment: undefined });
        chars += event.text.length;
        unwritten += 1;
      }
      turn ??= setImmediate(secure);
    },
    secure,
    waiting: () => waiting.length,
    oldest: (most) => {
      secure();
      return waiting.slice(0, most);
    },
    settle(events) {
      waiting = waiting.slice(events.length);
      for (const { text } of events) chars -= text.length;
      for (const [segment, lines] of countBySegment(events)) spool.settle(segment, lines);
    },
    loss: () => loss,
    settleLoss({ events, segments }) {
      loss = { events: loss.events - events, segments: loss.segments.slice(segments.length) };
      for (const segment of segments) spool.settle(segment, 1);
    },
    takeTrouble() {
      const told = trouble;
      trouble = undefined;
      return told;
    },
    close() {
      secure();
      closed = true;
      spool.close();
    },
  };
}

function countBySegment(events: readonly Waiting[]): Map<Segment, number> {
  const counts = new Map<Segment, number>();
  for (const { segment } of events) if (segment) counts.set(segment, (counts.get(segment) ?? 0) + 1);
  return counts;
}
