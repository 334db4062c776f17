// The drill of alerts, shortened. In full: npm run drills -- alerts --postgres.
import { expect, inject, test } from "vitest";
import { drillAlerts } from "./alerts.ts";
import { isProved, tell } from "./verdict.ts";

test("every alert is told, though the receiver fails and the server is killed", {
  timeout: 900_000,
}, async () => {
  const verdict = await drillAlerts({ alerts: 80, kills: 3, template: inject("pgliteTemplate") });
  expect(isProved(verdict), tell(verdict)).toBe(true);
});
