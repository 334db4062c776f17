// Owns the conversation with the main process: one report after the other, each until it is taken.

import type { Fault } from "#lib/contract/fault.ts";
import type { ReportedState } from "#lib/contract/mesh-report.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { Logger } from "#lib/telemetry/types.ts";
import type { Outcome, ReportPost } from "./post-report.ts";
import { countRows, halves, type ReportRows, type RowsWaiting } from "./report-rows.ts";

export type Reporter = {
  /** Whether the main process took the last report. */
  heard(): boolean;
  /** Rows that were lost, here or because nobody would take them. */
  lost(): number;
  /** Sends what waits, at most so long, and then nothing more. */
  close(limitMs: number): Promise<void>;
};

type Given = {
  clock: Clock;
  post: ReportPost;
  rows: RowsWaiting;
  identity: { service: string; instance: string; version: string };
  state(): ReportedState;
  /** All that is armed, after every report. */
  onArmed(faults: readonly Fault[]): void;
  log: Logger;
};

const intervalMs = 250;
/** How often it is looked whether a report should go before its time. */
const watchMs = 50;
/** So many do not wait for the interval. */
const manyRows = 2_000;
/** Below what a server takes; where it takes less, it says so. */
const usualChars = 512 * 1024;
const fewestChars = 1_024;
const longestPauseMs = 1_000;

type Parcel = { sequence: number; rows: ReportRows };

export function createReporter({ clock, post, rows, identity, state, onArmed, log }: Given): Reporter {
  const stopped = new AbortController();
  let sequence = 0;
  let parcel: Parcel | undefined;
  /** Rows of reports that were too large. */
  const parts: ReportRows[] = [];
  let maxChars = usualChars;
  let failures = 0;
  let refused = 0;
  let told: boolean | undefined;

  const pack = (): Parcel => {
    sequence += 1;
    return { sequence, rows: parts.shift() ?? rows.next(maxChars) };
  };
  const settle = (outcome: Outcome, sent: Parcel) => {
    if (outcome.kind === "taken") return onArmed(outcome.reply.faults);
    if (outcome.kind === "smaller" && countRows(sent.rows) > 1) {
      maxChars = Math.max(fewestChars, maxChars / 2);
      return parts.unshift(...halves(sent.rows));
    }
    refused += countRows(sent.rows);
    log.warn("a report was refused, and what it told is lost", { reason: outcome.why });
  };
  const send = async () => {
    parcel ??= pack();
    const now = state();
    const outcome = await post.send(bodyOf(parcel, identity, now, clock.monotonicMs()));
    const heard = outcome.kind !== "again";
    if (outcome.kind === "again" && failures === 0)
      log.warn("the main process takes no reports", { reason: outcome.why });
    if (heard && failures > 0) log.info("the main process takes reports again");
    failures = heard ? 0 : failures + 1;
    told = now.answers;
    if (!heard) return;
    const sent = parcel;
    parcel = undefined;
    settle(outcome, sent);
  };
  const waiting = () => parts.length + (parcel ? 1 : 0) + rows.length();
  const urgent = () => waiting() > manyRows || state().answers !== told;
  const pause = async () => {
    const pauseMs = Math.min(longestPauseMs, intervalMs * 2 ** failures);
    for (let waited = 0; waited < pauseMs; waited += watchMs) {
      if (failures === 0 && urgent()) return;
      await clock.sleep(watchMs, stopped.signal);
    }
  };
  const sendForEver = async () => {
    while (!stopped.signal.aborted) {
      await send();
      await pause().catch(() => undefined);
    }
  };
  const sending = sendForEver();

  return {
    heard: () => failures === 0,
    lost: () => rows.dropped() + refused,
    async close(limitMs) {
      const untilMs = clock.monotonicMs() + limitMs;
      stopped.abort();
      await sending;
      do {
        await send();
        if (failures > 0) await clock.sleep(watchMs);
      } while (waiting() > 0 && clock.monotonicMs() < untilMs);
      await post.close();
    },
  };
}

/** Rows are JSON already; times are told anew each time it is sent. */
function bodyOf(
  { sequence, rows }: Parcel,
  identity: Given["identity"],
  state: ReportedState,
  nowMs: number,
): string {
  const calls = rows.calls.map(({ atMs, ...call }) => ({ ...call, agoMs: nowMs - atMs }));
  const head = JSON.stringify({ ...identity, sequence, state, calls });
  return `${head.slice(0, -1)},"spans":[${rows.spans.join()}],"logs":[${rows.logs.join()}]}`;
}
