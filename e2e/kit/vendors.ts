// The project's `test` with a server that has vendors, and a vendor whose alert a test can rely on.
import { type APIRequestContext, expect } from "@playwright/test";
import type { Alert, AlertList } from "#lib/contract/alert-answers.ts";
import { type RunningServer, startServer } from "#lib/runtime/testing/start-server.ts";
import { test as base } from "./test.ts";

/** Every vendor has a page and alerts of its own; more would only make runs longer. */
const vendors = 30;

type TestFixtures = {
  /** Takes a vendor offline for that test, and resolves with the alert that is told of it. */
  takeOffline: (code: string, minutesAlready?: number) => Promise<Alert>;
};
type WorkerFixtures = { server: { url: string; running?: RunningServer } };

export const test = base.extend<TestFixtures, WorkerFixtures>({
  server: [
    async ({ browserName: _ }, use) => {
      const given = process.env.BASE_URL;
      if (given) return use({ url: given });
      const env = { MESH_PATIENCE: "8", SIMULATED_VENDORS: String(vendors) };
      const running = await startServer({ env, readyTimeoutMs: 240_000 });
      await use({ url: running.url, running });
      await running.stop();
    },
    { scope: "worker" },
  ],
  takeOffline: async ({ faults, request }, use) => {
    await use(async (code, minutesAlready = 45) => {
      const parameters = { minutesAlready };
      await faults.arm({ kind: "vendor-offline", target: `vendor:${code}`, parameters });
      return alertAbout(request, code);
    });
  },
});

export { expect };

/** A run that is under way already may have asked before the vendor went offline, so it is asked for again until it shows. */
async function alertAbout(request: APIRequestContext, code: string): Promise<Alert> {
  let found: Alert | undefined;
  await expect(async () => {
    await request.post("/api/jobs/vendor-status/runs");
    const q = new URLSearchParams({ q: "rule:vendor-status severity:>=red", subject: code });
    const list: AlertList = await (await request.get(`/api/alerts?${q}`)).json();
    found = list.alerts[0];
    expect(found).toBeDefined();
  }).toPass({ timeout: 120_000, intervals: [500] });
  if (!found) throw new Error(`No alert about ${code}`);
  return found;
}
