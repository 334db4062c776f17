"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { JobRun } from "#lib/contract/job-answers.ts";
import type { Freshness } from "#lib/contract/vendor-answers.ts";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import { JobCard } from "./job-card.tsx";
import type { Jobs } from "./use-jobs.ts";

type Props = {
  control: Jobs;
  freshness: readonly Freshness[];
  runs: Readonly<Partial<Record<VendorQuestion, readonly JobRun[]>>>;
};

/** Who asks the source, and how old its answers are. */
export function JobsPanel({ control: { jobs, failure, again }, freshness, runs }: Props) {
  // Side by side they are compared, so they open together.
  const [open, setOpen] = useState(false);
  return (
    <div className="mb-6">
      <div className="grid gap-px overflow-hidden rounded-md border border-line bg-line md:grid-cols-3">
        {jobs.map((job) => (
          <JobCard
            key={job.job}
            job={job}
            freshness={freshness.find(({ question }) => question === job.job)}
            runs={runs[job.job] ?? []}
            onRun={again}
            open={open}
            onOpen={setOpen}
          />
        ))}
      </div>
      {failure ? (
        <p role="alert" className="mt-2 flex flex-wrap items-center gap-3 text-sm text-muted">
          What the jobs do now is not known: {failure.detail}
          <Button size="sm" onClick={again}>
            Ask again
          </Button>
        </p>
      ) : null}
    </div>
  );
}
