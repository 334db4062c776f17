import { JobList } from "#lib/contract/job-answers.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { listJobs } from "#lib/jobs/list-jobs.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/jobs",
  summary: "The jobs that ask for vendors: when each runs next, and how its last run went",
  tag: "Vendors",
  replies: { 200: JobList },
  run: (context) => listJobs(context),
});
