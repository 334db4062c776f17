import { defineConfig } from "@playwright/test";

/** BASE_URL runs the same tests against a server that is already up; otherwise each worker starts its own. */
const inCi = process.env.CI === "true";

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/browser",
  fullyParallel: true,
  workers: 2,
  forbidOnly: inCi,
  retries: 0,
  // A machine ten times as slow may need all of it; a condition that holds costs nothing.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/browser.json" }]],
  use: {
    // Recording takes about as long as the tests do. Where nobody can open a recording, none is made.
    trace: inCi ? "off" : "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
      args: [
        // Chromium's sandbox does not work for root; tests visit only our own server.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});
