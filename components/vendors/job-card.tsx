"use client";

import { useState } from "react";
import { writeSpan } from "#components/room/mesh-words.ts";
import { askServer } from "#components/shell/ask-server.ts";
import { Button } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notify.ts";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import type { Job, JobRun } from "#lib/contract/job-answers.ts";
import type { Freshness } from "#lib/contract/vendor-answers.ts";
import { vendorQuestionWords } from "#lib/contract/vendor-questions.ts";
import { Ago, In } from "./ago.tsx";
import { outcomeWords } from "./job-words.ts";
import { RunList } from "./run-list.tsx";

type Props = {
  job: Job;
  freshness: Freshness | undefined;
  /** What the page came with. */
  runs: readonly JobRun[];
  /** To be asked anew at once. */
  onRun: () => void;
};

/** How old an answer is and why, when the next one comes, and one click to have it now. */
export function JobCard({ job, freshness, runs, onRun }: Props) {
  const { title } = vendorQuestionWords[job.job];
  return (
    <section aria-label={`Job ${title}`} className="flex min-w-0 flex-col bg-panel">
      <div className="flex items-start justify-between gap-3 px-4 pt-3 md:px-5">
        <div className="min-w-0">
          <h2 className="font-medium">{title}</h2>
          <Age freshness={freshness} />
        </div>
        <RunNow job={job} title={title} onRun={onRun} />
      </div>
      <div className="px-4 pt-1 pb-2 text-sm text-muted md:px-5">
        <p>
          Every {writeSpan(job.intervalSeconds * 1_000)}, next{" "}
          {job.running ? "after this run" : <In iso={job.nextRunAt} className="figures" />}.
          {job.lastRun && job.lastRun.outcome !== "failed" ? (
            <> Last run {outcomeWords[job.lastRun.outcome].toLowerCase()}.</>
          ) : null}
        </p>
        <Troubles freshness={freshness} />
      </div>
      <RunList job={job} first={runs} />
    </section>
  );
}

function Age({ freshness }: { freshness: Freshness | undefined }) {
  if (!freshness?.fetchedAt) return <p className="text-sm text-muted">Not answered yet</p>;
  return (
    <p className={freshness.stale ? "flex items-center gap-1.5 text-sm text-yellow" : "text-sm"}>
      {freshness.stale ? <SeverityGlyph severity="yellow" /> : null}
      {freshness.stale ? "Old: answered" : "Answered"} <Ago iso={freshness.fetchedAt} className="figures" />
    </p>
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
            {badRows === 1 ? "A row" : `${badRows} rows`} of the source could not be read; what was known of
            those vendors stays.
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
