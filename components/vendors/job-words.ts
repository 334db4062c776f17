// What became of a run of a job, in words.
import { writeSpan } from "#components/room/mesh-words.ts";
import type { JobRun } from "#lib/contract/job-answers.ts";
import type { Severity } from "#lib/contract/severity.ts";

/** Of each job, the newest. */
export const runsShown = 8;

type Outcome = JobRun["outcome"];

export const outcomeWords: Record<Outcome, string> = {
  running: "Running",
  succeeded: "Succeeded",
  failed: "Failed",
  superseded: "Given up",
};

/** Nothing was observed of one that is under way, or that another took over. */
export const outcomeSeverities: Partial<Record<Outcome, Severity>> = {
  succeeded: "green",
  failed: "red-high",
};

export function runWords({ outcome, rows, badRows, changed, durationMs, problem }: JobRun): string {
  if (outcome === "failed") return problem ?? "Nothing was said of why.";
  if (outcome === "running") return "Under way.";
  if (outcome === "superseded") return "It took too long, and another run took its place.";
  const took =
    durationMs === null
      ? ""
      : ` in ${durationMs < 1_000 ? `${Math.round(durationMs)} ms` : writeSpan(durationMs)}`;
  const bad = badRows === 0 ? "" : `, ${badRows} not as agreed`;
  return `${rows} rows${bad}, ${changed} changed their severity${took}.`;
}
