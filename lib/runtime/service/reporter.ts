// Owns the conversation with the main process: one report after the other, each until it is taken.
import { type FaultElsewhere, longestAgoMs, type ReportedState } from "#lib/contract/mesh-report.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { Logger } from "#lib/telemetry/types.ts";
import { createParcels, type Parcel } from "./parcels.ts";
import type { Outcome, ReportPost } from "./post-report.ts";
import type { RowsWaiting } from "./report-rows.ts";

export type Reporter = {
  /** Whether the main process answered the last report. */
  heard(): boolean;
  /** Rows that did not arrive and never will. */
  lost(): number;
  /** Sends what waits, at most so long, and then nothing more. */
  close(limitMs: number): Promise<void>;
};

type Identity = { service: string; instance: string; version: string };

type Given = {
  clock: Clock;
  post: ReportPost;
  rows: RowsWaiting;
  identity: Identity;
  state(): ReportedState;
  /** All that is armed, after every report. */
  onArmed(faults: readonly FaultElsewhere[]): void;
  log: Logger;
};

const intervalMs = 250;
/** How often it is looked whether a report should go before its time. */
const watchMs = 50;
/** So many do not wait for the interval. */
const manyRows = 500;
const longestPauseMs = 1_000;

export function createReporter(given: Given): Reporter {
  const { clock, post, rows, identity, state, onArmed, log } = given;
  const stopped = new AbortController();
  const parcels = createParcels({ rows, log });
  let failures = 0;
  let everHeard = false;
  let told: boolean | undefined;

  const hear = (outcome: Outcome) => {
    const heard = outcome.kind !== "again";
    if (outcome.kind === "again" && failures === 0)
      log.warn("the main process takes no reports", { reason: outcome.why });
    if (heard && failures > 0) log.info("the main process takes reports again");
    everHeard ||= heard;
    failures = heard ? 0 : failures + 1;
  };
  const send = async () => {
    const now = state();
    const outcome = await post.send(bodyOf(parcels.current(), identity, now, clock.monotonicMs()));
    told = now.answers;
    hear(outcome);
    parcels.settle(outcome);
    if (outcome.kind === "taken") onArmed(outcome.reply.faults);
  };
  const urgent = () => parcels.waiting() > manyRows || state().answers !== told;
  const pause = async () => {
    const pauseMs = Math.min(longestPauseMs, intervalMs * 2 ** failures);
    for (let waitedMs = 0; waitedMs < pauseMs; waitedMs += watchMs) {
      if (stopped.signal.aborted || (failures === 0 && urgent())) return;
      await clock.sleep(watchMs);
    }
  };
  const sendForEver = async () => {
    while (!stopped.signal.aborted) {
      await send();
      await pause();
    }
  };
  const sending = sendForEver();
  const sayRest = async (patience: AbortSignal) => {
    await sending;
    do {
      await send();
      if (failures > 0) await clock.sleep(watchMs);
    } while (parcels.waiting() > 0 && !patience.aborted);
  };

  return {
    heard: () => everHeard && failures === 0,
    lost: parcels.lost,
    async close(limitMs) {
      stopped.abort();
      // Where nobody ever listened, nobody is waited for.
      const patience = new AbortController();
      const over = clock.sleep(everHeard ? limitMs : 0, patience.signal).catch(() => undefined);
      await Promise.race([sayRest(patience.signal), over]);
      patience.abort();
      // What is still on its way ends here.
      await post.close();
    },
  };
}

/** Rows are JSON already; how long ago a call was is told anew each time. */
function bodyOf({ sequence, rows }: Parcel, identity: Identity, state: ReportedState, nowMs: number): string {
  const calls = rows.calls.map(({ atMs, ...call }) => ({
    ...call,
    agoMs: Math.min(longestAgoMs, nowMs - atMs),
  }));
  const head = JSON.stringify({ ...identity, sequence, state, calls });
  return `${head.slice(0, -1)},"spans":[${rows.spans.join()}],"logs":[${rows.logs.join()}]}`;
}
