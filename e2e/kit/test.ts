// The project's own `test`: a server per worker, and a page that may not complain. Import it instead of Playwright's.
import { test as base, expect, type Page } from "@playwright/test";
import { type RunningServer, startServer } from "#lib/runtime/testing/start-server.ts";

type Complaints = { readonly list: string[]; expect(pattern: RegExp): void };

type TestFixtures = { complaints: Complaints };
type WorkerFixtures = { server: { url: string; running?: RunningServer } };

export const test = base.extend<TestFixtures, WorkerFixtures>({
  server: [
    async ({ browserName: _ }, use) => {
      const given = process.env.BASE_URL;
      if (given) return use({ url: given });
      const running = await startServer();
      await use({ url: running.url, running });
      await running.stop();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  complaints: [
    async ({ page }, use) => {
      const complaints = collectComplaints(page);
      await use(complaints);
      expect(complaints.list, "console errors, failed scripts and policy violations").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Console errors, uncaught exceptions and content security policy violations. A test announces those it provokes. */
function collectComplaints(page: Page): Complaints {
  const seen: string[] = [];
  const expected: RegExp[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") seen.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => seen.push(`exception: ${error.message}`));
  page.on("request", (request) => {
    if (request.url().endsWith("/api/csp-reports")) seen.push(`policy: ${request.postData()}`);
  });
  return {
    get list() {
      return seen.filter((text) => !expected.some((pattern) => pattern.test(text)));
    },
    expect: (pattern) => expected.push(pattern),
  };
}
