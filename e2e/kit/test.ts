// The project's own `test`: a server per worker, and pages that are awaited and may not complain. Import it instead of Playwright's.
import { type BrowserContext, test as base } from "@playwright/test";
import { type RunningServer, startServer } from "#lib/runtime/testing/start-server.ts";
import { awaitLife } from "./alive.ts";
import { collectEvidence, type Evidence } from "./evidence.ts";
import { createFaults, type Faults } from "./faults.ts";
import { expect } from "./matchers.ts";

type Complaints = {
  readonly list: string[];
  readonly missing: RegExp[];
  /** Announces a complaint that the test provokes: it is allowed, and must come. */
  expect(pattern: RegExp): void;
  /** One that comes or not, as the moment will have it. */
  allow(pattern: RegExp): void;
  watch(context: BrowserContext): void;
};

type TestFixtures = {
  complaints: Complaints;
  /** Breaks something for this test alone. */
  faults: Faults;
  /** What the last action of a page left in traces and logs. */
  evidence: Evidence;
};
type WorkerFixtures = {
  /** Settings of the server beside the usual ones; a spec that sets some has a server of its own. */
  serverEnv: Record<string, string>;
  server: { url: string; running?: RunningServer };
  /** Of every page of every context, before it is used. */
  life: undefined;
};

export const test = base.extend<TestFixtures, WorkerFixtures>({
  serverEnv: [{}, { scope: "worker", option: true }],
  server: [
    async ({ serverEnv }, use) => {
      const given = process.env.BASE_URL;
      if (given) return use({ url: given });
      // A purchase that a busy machine is slow with has not failed.
      const running = await startServer({
        env: { MESH_PATIENCE: "8", ...serverEnv },
        readyTimeoutMs: 240_000,
      });
      await use({ url: running.url, running });
      await running.stop();
    },
    { scope: "worker" },
  ],
  life: [
    async ({ browser }, use) => {
      const stop = awaitLife(browser);
      await use(undefined);
      stop();
    },
    { scope: "worker", auto: true },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  faults: async ({ request }, use) => {
    const { faults, removeAll } = createFaults(request);
    await use(faults);
    await removeAll();
  },
  evidence: async ({ request, context }, use) => {
    const { evidence, watch } = collectEvidence(request);
    watch(context);
    await use(evidence);
  },
  complaints: [
    async ({ browser }, use) => {
      const complaints = collectComplaints();
      for (const context of browser.contexts()) complaints.watch(context);
      browser.on("context", complaints.watch);
      await use(complaints);
      browser.off("context", complaints.watch);
      expect(complaints.list, "console errors, failed scripts and policy violations").toEqual([]);
      expect(complaints.missing, "complaints that were announced and did not come").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Console errors, uncaught exceptions and content security policy violations, on every page of every context. */
function collectComplaints(): Complaints {
  const seen: string[] = [];
  const expected: RegExp[] = [];
  const allowed: RegExp[] = [];
  return {
    get list() {
      return seen.filter((text) => ![...expected, ...allowed].some((pattern) => pattern.test(text)));
    },
    get missing() {
      return expected.filter((pattern) => !seen.some((text) => pattern.test(text)));
    },
    expect: (pattern) => expected.push(pattern),
    allow: (pattern) => allowed.push(pattern),
    watch(context) {
      context.on("console", (message) => {
        // Chromium's own words, "Failed to load resource", leave out which.
        if (message.type() === "error") seen.push(`console: ${message.text()} (${message.location().url})`);
      });
      context.on("weberror", (failure) => seen.push(`exception: ${failure.error().message}`));
      context.on("request", (request) => {
        if (request.url().endsWith("/api/csp-reports")) seen.push(`policy: ${request.postData()}`);
      });
    },
  };
}
