import { defineConfig } from "vitest/config";
import { LongestFirst } from "./lib/runtime/testing/longest-first.ts";

/** Whoever waits for a condition waits as long as a busy machine may need; one that holds costs nothing. */
const expect = { poll: { timeout: 60_000 } };

// Three kinds of tests by name: x.test.ts needs nothing, x.integration.test.ts uses real databases, servers
// and processes, e2e/*.spec.ts drives a browser (Playwright).
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: "unit",
          include: ["{app,bench,cli,components,drills,lib}/**/*.test.ts"],
          exclude: ["**/*.integration.test.ts"],
          // A second on an idle machine can be ten on one that does other things.
          testTimeout: 120_000,
          // Modules have no state here, so a file need not load all of them again: half of the time went there.
          isolate: false,
          expect,
        },
      },
      {
        test: {
          name: "integration",
          include: ["{app,bench,cli,components,drills,lib}/**/*.integration.test.ts"],
          globalSetup: ["lib/store/testing/global-setup.ts"],
          testTimeout: 180_000,
          hookTimeout: 240_000,
          // Most of what they do is wait, for processes, intervals and lost answers: more of them than processors.
          maxWorkers: 3,
          expect,
        },
      },
    ],
  },
});
