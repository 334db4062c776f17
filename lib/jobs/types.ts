// What a job is to those who run it.
import type { TakenAnswer } from "#lib/alerts/types.ts";
import type { VendorTold } from "#lib/contract/vendor-events.ts";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { Database, Store } from "#lib/store/types.ts";
import type { Counter, ServiceTelemetry } from "#lib/telemetry/types.ts";
import type { SourceAnswer, VendorSource } from "#lib/vendors/types.ts";

/** A tick of the schedule counts intervals since 1970; one by hand is negative, so that the two never meet. */
export type JobOrder = { tick: number; trigger: "schedule" | "manual" };

/** The row is this process's own as long as its fence is still this one. */
export type ClaimedRun = { position: number; job: VendorQuestion; fence: number } & JobOrder;

export type Effect = TakenAnswer & { told: readonly VendorTold[] };

/** What a run brought; it is committed when somebody is told. */
export type JobResult = { run: ClaimedRun; effect: Effect };

export type RunContext = {
  readonly store: Pick<Store, "db">;
  readonly clock: Clock;
  readonly web: Pick<ServiceTelemetry, "tracer" | "log">;
  /** Which process this is. */
  readonly runner: string;
  readonly source: Pick<VendorSource, "ask">;
  /** Everything that an answer leads to, in the transaction that also ends the run. */
  take(tx: Database, given: { run: ClaimedRun; answer: SourceAnswer; nowMs: number }): Promise<Effect>;
  /** After the commit. */
  told(result: JobResult): void;
  /** Whether other processes have browsers that are to hear of it. */
  readonly shared: boolean;
  readonly runs: Counter;
};

/** Does what was ordered; rejects where it could not even be written down, so that it is worth another attempt. */
export type DoOrder = (job: VendorQuestion, order: JobOrder, signal: AbortSignal) => Promise<void>;

/** At most one order of a job waits or is under way, in all processes together. */
export type JobQueue = {
  /** False where one waits or is under way already. */
  send(job: VendorQuestion, order: JobOrder): Promise<boolean>;
  /** Waits for what is under way, which is asked to give up. */
  close(): Promise<void>;
};

/** What this process knows of its jobs; undefined where there is no source to ask. */
export type Jobs = {
  readonly intervalsMs: Readonly<Record<VendorQuestion, number>>;
  send: JobQueue["send"];
};

export type JobsContext = {
  readonly store: Pick<Store, "db">;
  readonly clock: Pick<Clock, "nowMs">;
  readonly jobs: Jobs | undefined;
};
