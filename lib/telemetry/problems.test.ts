import { expect, it } from "vitest";
import { createProblems } from "./problems.ts";
import type { Attributes } from "./types.ts";

it("says the same thing once a minute, with the number of times it was held back", () => {
  let nowMs = 0;
  const said: [string, Attributes | undefined][] = [];
  const problems = createProblems(() => nowMs, {
    warn: (message, attributes) => said.push([message, attributes]),
  });
  problems.report("disk full", { code: "ENOSPC" });
  problems.report("disk full", { code: "ENOSPC" });
  problems.report("receiver gone");
  nowMs = 59_999;
  problems.report("disk full", { code: "ENOSPC" });
  nowMs = 60_000;
  problems.report("disk full", { code: "ENOSPC" });
  expect(said).toEqual([
    ["disk full", { code: "ENOSPC" }],
    ["receiver gone", undefined],
    ["disk full", { code: "ENOSPC", held_back: 2 }],
  ]);
});
