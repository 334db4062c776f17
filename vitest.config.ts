import { defineConfig } from "vitest/config";

/** Whoever waits for a condition waits as long as a busy machine may need; one that holds costs nothing. */
const expect = { poll: { timeout: 20_000 } };

// Three kinds of tests by name: x.test.ts needs nothing, x.integration.test.ts uses real databases, servers
// and processes, e2e/*.spec.ts drives a browser (Playwright).
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{app,bench,cli,components,drills,lib}/**/*.test.ts"],
          exclude: ["**/*.integration.test.ts"],
          // A second on an idle machine can be ten on one that does other things.
          testTimeout: 30_000,
          expect,
        },
      },
      {
        test: {
          name: "integration",
          include: ["{app,bench,cli,components,drills,lib}/**/*.integration.test.ts"],
          globalSetup: ["lib/store/testing/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          expect,
        },
      },
    ],
  },
});
