"use client";

import { useConnection } from "#components/live/live-feed.tsx";
import { useAsked } from "#components/room/use-asked.ts";
import type { Failure } from "#components/shell/ask-server.ts";
import type { Job, JobList } from "#lib/contract/job-answers.ts";

const shape = async () => (await import("#lib/contract/job-answers.ts")).JobList;
const everyMs = 5_000;

export type Jobs = {
  jobs: readonly Job[];
  /** Another one when a run has ended: then there is news of vendors. */
  stamp: string;
  failure: Failure | undefined;
  again: () => void;
};

/** The page came with the first ones. While it is paused nothing is asked, so nothing moves. */
export function useJobs(first: readonly Job[]): Jobs {
  const paused = useConnection() === "paused";
  const { data, failure, again } = useAsked<JobList>("/api/jobs", shape, paused ? {} : { everyMs });
  const jobs = data?.jobs ?? first;
  const stamp = jobs.map(({ lastRun }) => `${lastRun?.id} ${lastRun?.finishedAt}`).join();
  return { jobs, stamp, failure, again };
}
