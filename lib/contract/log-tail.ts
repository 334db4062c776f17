// The live tail's messages, as server-sent events: `lines` when there are some, `beat` when there are none for a while.
// Both carry an id, with which `Last-Event-ID` goes on after a break.
import { z } from "zod/mini";
import { LogLine } from "./log-answers.ts";

export const LogBatch = z.object({
  lines: z.array(LogLine).check(z.describe("In the order in which they were recorded, the newest last")),
  skipped: z
    .int()
    .check(
      z.describe(
        "Lines that fit and were left out, because there were too many at once; for a reader too slow to be told which fit, all it missed",
      ),
    ),
  dropped: z.int().check(z.describe("Lines that the warehouse could not keep, since the process started")),
});
export type LogBatch = z.infer<typeof LogBatch>;

/** Sustained, for each client; a tab cannot show more, and nobody can read more. */
export const maxLinesPerSecond = 200;
