// The drill of log shipping, shortened. In full: npm run drills -- log-shipping.
import { expect, inject, test } from "vitest";
import { drillLogShipping } from "./log-shipping.ts";
import { isProved, tell } from "./verdict.ts";

const patientMs = 900_000;
const template = inject("pgliteTemplate");

test("every line arrives, though the receiver fails in every way and the server is killed", {
  timeout: patientMs,
}, async () => {
  const verdict = await drillLogShipping({ outageMs: 3_000, troubleMs: 500, template });
  expect(isProved(verdict), tell(verdict)).toBe(true);
});

test("what there is no room for is dropped and counted, to the last line", {
  timeout: patientMs,
}, async () => {
  const verdict = await drillLogShipping({ outageMs: 3_000, troubleMs: 500, mostEvents: 40, template });
  expect(isProved(verdict), tell(verdict)).toBe(true);
});
