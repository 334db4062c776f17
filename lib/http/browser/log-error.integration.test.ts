import { afterAll, beforeAll, expect, test } from "vitest";
import { startTelemetry, type TelemetryUnderTest } from "#lib/telemetry/testing/telemetry-under-test.ts";
import { logBrowserError } from "./log-error.ts";

let under: TelemetryUnderTest;

beforeAll(async () => {
  under = await startTelemetry();
});
afterAll(() => under.remove());

test("an error is told of with its page, unless that is off the record", async () => {
  for (const page of ["/shop/merch", "/api/faults/x", "//API/%66aults"])
    logBrowserError(under, { message: "cart is undefined", page });
  await expect.poll(() => under.lines()).toHaveLength(3);
  expect(under.lines().map(({ attributes }) => attributes)).toEqual([
    { "url.path": "/shop/merch" },
    { "url.path": "other" },
    { "url.path": "other" },
  ]);
});
