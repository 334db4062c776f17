// What can be asked of jobs.
import { z } from "zod";
import { vendorQuestions } from "./vendor-questions.ts";

export const JobAddress = z.strictObject({ job: z.enum(vendorQuestions) });

export const JobRunsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.coerce
    .number()
    .int()
    .min(1)
    .max(Number.MAX_SAFE_INTEGER)
    .optional()
    .describe("`next` of the page before"),
});
export type JobRunsQuery = z.infer<typeof JobRunsQuery>;
