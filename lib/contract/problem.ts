import { z } from "zod";

/** RFC 9457. Every error answer of every endpoint has this shape. */
export const Problem = z.object({
  type: z.string().describe("A URI that names the kind of problem"),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string().describe("What went wrong and what to do next"),
  code: z.string().describe("Stable, for programs"),
  requestId: z.string(),
  traceId: z.string(),
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
