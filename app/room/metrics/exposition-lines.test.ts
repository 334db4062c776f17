import { expect, test } from "vitest";
import { linesOf } from "./exposition-lines.ts";

test("the lines of one metric, with its help and type, and of no other that begins alike", () => {
  const text = [
    "# HELP h_seconds How long",
    "# TYPE h_seconds histogram",
    `h_seconds_bucket{le="+Inf"} 3`,
    "h_seconds_sum 1",
    "h_seconds_count 3",
    "# TYPE h_seconds_more counter",
    "h_seconds_more 5",
    "",
  ].join("\n");
  expect(linesOf(text, "h_seconds")).toEqual(text.split("\n").slice(0, 5));
});
