"use client";

import { useState } from "react";
import { askServer } from "#components/shell/ask-server.ts";
import { Button } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notify.ts";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import type { Job, JobRun } from "#lib/contract/job-answers.ts";
import type { Freshness } from "#lib/contract/vendor-answers.ts";
import { vendorQuestionWords } from "#lib/contract/vendor-questions.ts";
import { Ago } from "./ago.tsx";
import { type Opening, Outcome, RunList } from "./run-list.tsx";

type Props = {
  job: Job;
  freshness: Freshness | undefined;
  /** What the page came with. */
  runs: readonly JobRun[];
  /** To be asked anew at once. */
  onRun: () => void;
} & Opening;

/** How old an answer is and why, when the next one comes, and one click to have it now. */
export function JobCard({ job, freshness, runs, onRun, open, onOpen }: Props) {
  const { title } = vendorQuestionWords[job.job];
  return (
    <section aria-label={`Job ${title}`} className="flex min-w-0 flex-col bg-panel">
      <div className="flex items-start justify-between gap-3 px-4 pt-3 md:px-5">
        <h2 className="font-medium">{title}</h2>
        <RunNow job={job} title={title} onRun={onRun} />
      </div>
      <div className="px-4 pb-2 text-sm md:px-5">
        <p className="flex flex-wrap items-center gap-x-2">
          {job.lastRun ? <Outcome outcome={job.lastRun.outcome} /> : null}
          <Age freshness={freshness} />
        </p>
        <Troubles freshness={freshness} />
      </div>
      <RunList {...{ job, open, onOpen }} first={runs} />
    </section>
  );
}

function Age({ freshness }: { freshness: Freshness | undefined }) {
  if (!freshness?.fetchedAt) return <span className="text-muted">Not answered yet</span>;
  const { fetchedAt, stale } = freshness;
  return (
    <span className={stale ? "inline-flex items-center gap-1.5 text-yellow" : "text-muted"}>
      {stale ? <SeverityGlyph severity="yellow" /> : null}
      {stale ? "Old: answered" : "Answered"} <Ago iso={fetchedAt} className="figures" />
    </span>
  );
}

/** Why nothing newer is there, and what of the newest answer could not be used. */
function Troubles({ freshness }: { freshness: Freshness | undefined }) {
  if (!freshness) return null;
  const { problem, badRows, fetchedAt } = freshness;
  return (
    <>
      {problem ? (
        <p className="mt-1 flex items-start gap-1.5 text-ink">
          <SeverityGlyph severity="red-high" className="mt-[3px] text-red-high" />
          <span className="min-w-0 break-words">
            The newest run failed. {problem}
            {fetchedAt ? " What is shown is from before." : ""}
          </span>
        </p>
      ) : null}
      {badRows > 0 ? (
        <p className="mt-1 flex items-start gap-1.5 text-ink">
          <SeverityGlyph severity="yellow" className="mt-[3px] text-yellow" />
          <span>
            {badRows === 1 ? "A row" : `${badRows} rows`} could not be read; what was known before stays.
          </span>
        </p>
      ) : null}
    </>
  );
}

const shape = async () => (await import("#lib/contract/job-answers.ts")).JobRunStarted;

function RunNow({ job, title, onRun }: { job: Job; title: string; onRun: () => void }) {
  const [asking, setAsking] = useState(false);
  const busy = asking || job.running;
  const run = async () => {
    if (busy) return;
    setAsking(true);
    const answer = await askServer(`/api/jobs/${job.job}/runs`, shape, { method: "POST" });
    setAsking(false);
    if (!answer.ok) return notify({ tone: "problem", title: "Not run", detail: answer.failure.detail });
    notify({ tone: "news", title, detail: answer.data.detail });
    onRun();
  };
  return (
    <Button
      size="sm"
      className="noscript:hidden"
      aria-label={`Run now: ${title}`}
      aria-disabled={busy}
      onClick={run}
    >
      {job.running ? "Running" : "Run now"}
    </Button>
  );
}
