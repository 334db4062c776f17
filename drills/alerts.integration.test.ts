// The drill of alerts, shortened. In full: npm run drills -- alerts.
import { expect, inject, test } from "vitest";
import { drillAlerts } from "./alerts.ts";
import { isProved, tell } from "./verdict.ts";

test("every alert is told, though the receiver fails and the server is killed", {
  timeout: 300_000,
}, async () => {
  const verdict = await drillAlerts({
    alerts: 120,
    kills: 3,
    template: inject("pgliteTemplate"),
    say: console.log,
  });
  expect(isProved(verdict), tell(verdict)).toBe(true);
});
