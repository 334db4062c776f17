"use client";

import { ChevronRight } from "lucide-react";
import { writeSpan } from "#components/room/mesh-words.ts";
import { useAsked } from "#components/room/use-asked.ts";
import { classNames } from "#components/ui/class-names.ts";
import { severityInk } from "#components/ui/severity-chip.tsx";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Job, JobRun } from "#lib/contract/job-answers.ts";
import { vendorQuestionWords } from "#lib/contract/vendor-questions.ts";
import { In } from "./ago.tsx";
import { outcomeSeverities, outcomeWords, runsShown, runWords } from "./job-words.ts";

export type Opening = { open: boolean; onOpen: (open: boolean) => void };

/** Opens without a script; with one it is asked for anew when a run has ended. */
export function RunList({ job, first, open, onOpen }: { job: Job; first: readonly JobRun[] } & Opening) {
  return (
    <details
      className="group mt-auto border-t border-line"
      open={open}
      onToggle={({ currentTarget }) => onOpen(currentTarget.open)}
    >
      <summary className="flex cursor-pointer list-none items-center gap-2 px-4 py-1.5 text-sm text-cobalt hover:bg-cobalt-wash focus-visible:-outline-offset-2 md:px-5 [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
        <span>
          Every {writeSpan(job.intervalSeconds * 1_000)}, next{" "}
          {job.running ? "after this run" : <In iso={job.nextRunAt} className="figures" />}
        </span>
        <span className="ml-auto">
          <span className="max-sm:sr-only">Latest runs</span>
          <span className="sr-only"> of {vendorQuestionWords[job.job].title}</span>
        </span>
      </summary>
      {open ? <Newer job={job} first={first} /> : <Runs runs={first} />}
    </details>
  );
}

const shape = async () => (await import("#lib/contract/job-answers.ts")).JobRunList;

function Newer({ job: { job, lastRun }, first }: { job: Job; first: readonly JobRun[] }) {
  const { data, failure } = useAsked(`/api/jobs/${job}/runs?limit=${runsShown}`, shape, {
    stamp: `${lastRun?.id} ${lastRun?.outcome}`,
  });
  return (
    <>
      {failure ? (
        <p className="px-4 pb-2 text-sm text-muted md:px-5">Newer ones are missing: {failure.detail}</p>
      ) : null}
      <Runs runs={data?.runs ?? first} />
    </>
  );
}

function Runs({ runs }: { runs: readonly JobRun[] }) {
  if (runs.length === 0) return <p className="px-4 pb-3 text-sm text-muted md:px-5">None yet.</p>;
  return (
    <ol className="border-t border-line">
      {runs.map((run) => (
        <li key={run.id} className="border-b border-line px-4 py-2 text-sm last:border-b-0 md:px-5">
          <p className="flex flex-wrap items-center justify-between gap-x-3">
            <Outcome outcome={run.outcome} />
            <Time iso={run.startedAt} className="figures text-xs text-muted" />
          </p>
          <p className="break-words text-muted">
            {run.trigger === "manual" ? "By hand. " : ""}
            {runWords(run)}
          </p>
        </li>
      ))}
    </ol>
  );
}

export function Outcome({ outcome }: Pick<JobRun, "outcome">) {
  const severity = outcomeSeverities[outcome];
  return (
    <span
      className={classNames(
        "inline-flex items-center gap-1.5 font-medium",
        severity ? severityInk[severity] : "text-muted",
      )}
    >
      {severity ? <SeverityGlyph severity={severity} /> : null}
      {outcomeWords[outcome]}
    </span>
  );
}
