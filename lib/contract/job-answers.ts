import { z } from "zod/mini";
import { VendorQuestionName } from "./thresholds.ts";

export const runOutcomes = ["running", "succeeded", "failed", "superseded"] as const;

export const JobRun = z.object({
  id: z.string(),
  job: VendorQuestionName,
  trigger: z.enum(["schedule", "manual"]),
  startedAt: z.iso.datetime(),
  finishedAt: z.nullable(z.iso.datetime()),
  durationMs: z.nullable(z.number()),
  outcome: z.enum(runOutcomes),
  rows: z.int(),
  badRows: z.int(),
  /** Of the rows, those whose severity became another. */
  changed: z.int(),
  /** Of those that failed: what happened and what to do. */
  problem: z.nullable(z.string()),
  /** Which process ran it. */
  runner: z.string(),
});
export type JobRun = z.infer<typeof JobRun>;

export const Job = z.object({
  job: VendorQuestionName,
  intervalSeconds: z.int(),
  nextRunAt: z.iso.datetime(),
  running: z.boolean(),
  lastRun: z.nullable(JobRun),
});
export type Job = z.infer<typeof Job>;
export const JobList = z.object({ jobs: z.array(Job) });
export type JobList = z.infer<typeof JobList>;

/** The newest first. */
export const JobRunList = z.object({ runs: z.array(JobRun), next: z.nullable(z.string()) });
/** Where one is under way already, that one: two at once cannot be. */
export const JobRunStarted = z.object({ job: VendorQuestionName, queued: z.boolean(), detail: z.string() });
