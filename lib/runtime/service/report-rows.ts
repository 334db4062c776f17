// What waits to be reported: spans and log lines as the JSON they are sent as, so that their size is known; and calls.
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { longestLatencyMs } from "#lib/contract/mesh-report.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { Observed } from "#lib/mesh/types.ts";
import type { RecordTakers } from "#lib/telemetry/create.ts";
import { toReportedSpan } from "#lib/telemetry/traces/reported-span.ts";
import { createBoundedBuffer } from "./bounded-buffer.ts";

export type ReportRows = { spans: readonly string[]; logs: readonly string[]; calls: readonly TimedCall[] };
export type TimedCall = Observed & { atMs: number };

export type RowsWaiting = RecordTakers & {
  takeCall(observed: Observed): void;
  /** The oldest of each kind, about so many bytes together. */
  next(mostBytes: number): ReportRows;
  length(): number;
  /** How many had to go, since the start. */
  dropped(): number;
};

/** Some minutes of usual traffic, or some seconds of a flood: what the main process may miss while it starts anew. */
const mostItems = 20_000;
const maxBytes = { spans: 16 * 1024 * 1024, logs: 8 * 1024 * 1024 };
const callBytes = 160;

/** What the process says of itself is told in the name of its service: nobody else's is believed of it. */
export function createRowsWaiting(clock: Clock, service: string): RowsWaiting {
  let dropped = 0;
  const onDropped = () => {
    dropped += 1;
  };
  const spans = createBoundedBuffer<string>({ mostItems, maxWeight: maxBytes.spans, onDropped });
  const logs = createBoundedBuffer<string>({ mostItems, maxWeight: maxBytes.logs, onDropped });
  const calls = createBoundedBuffer<TimedCall>({ mostItems, maxWeight: mostItems * callBytes, onDropped });
  return {
    takeSpan(span: ReadableSpan) {
      const text = JSON.stringify({ ...toReportedSpan(span), service });
      spans.push(text, Buffer.byteLength(text));
    },
    takeLog(record) {
      const text = JSON.stringify({ ...record, service });
      logs.push(text, Buffer.byteLength(text));
    },
    takeCall(observed) {
      const latencyMs = Math.min(longestLatencyMs, observed.latencyMs);
      calls.push({ ...observed, latencyMs, atMs: clock.monotonicMs() }, callBytes);
    },
    next: (mostBytes) => ({
      spans: spans.take(mostBytes / 2),
      logs: logs.take(mostBytes / 4),
      calls: calls.take(mostBytes / 4),
    }),
    length: () => spans.length() + logs.length() + calls.length(),
    dropped: () => dropped,
  };
}

export function countRows({ spans, logs, calls }: ReportRows): number {
  return spans.length + logs.length + calls.length;
}

export function halves({ spans, logs, calls }: ReportRows): [ReportRows, ReportRows] {
  const cut = <T>(list: readonly T[]) =>
    [list.slice(0, list.length >> 1), list.slice(list.length >> 1)] as const;
  const [[spans1, spans2], [logs1, logs2], [calls1, calls2]] = [cut(spans), cut(logs), cut(calls)];
  return [
    { spans: spans1, logs: logs1, calls: calls1 },
    { spans: spans2, logs: logs2, calls: calls2 },
  ];
}
