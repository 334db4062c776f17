import { JobAddress, JobRunsQuery } from "#lib/contract/job.ts";
import { JobRunList, JobRunStarted } from "#lib/contract/job-answers.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { listRuns } from "#lib/jobs/list-runs.ts";
import { runNow } from "#lib/jobs/run-now.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/jobs/{job}/runs",
  summary: "The runs of one job, the newest first",
  tag: "Vendors",
  params: JobAddress,
  query: JobRunsQuery,
  replies: { 200: JobRunList },
  run: (context, { params, query }) => listRuns(context, params.job, query),
});

export const POST = defineRoute({
  method: "POST",
  path: "/api/jobs/{job}/runs",
  summary: "Runs one job now, beside its schedule; where it runs already, nothing is added",
  tag: "Vendors",
  params: JobAddress,
  replies: { 202: JobRunStarted },
  run: (context, { params }) => runNow(context, params.job),
});
