import { expect, test } from "vitest";
import { filterTextOf } from "./filter-text-of.ts";

test("an address with fields of its own is one text", () => {
  expect(
    filterTextOf({
      q: "declined",
      service: "payment-service",
      level: "warn",
      traceId: "ab",
      requestId: "r:1",
    }),
  ).toBe("service:payment-service level:>=warn trace:ab request:r:1 declined");
  expect(filterTextOf({ level: "critical" })).toBe("level:critical");
  expect(filterTextOf({})).toBe("");
});
