import { expect, test } from "vitest";
import { LogQuery } from "#lib/contract/log.ts";
import { TraceQuery } from "#lib/contract/trace.ts";
import { addressOf, readQuery } from "./read-query.ts";

test("what an address says is read, numbers included", () => {
  const params = { service: "orders", status: "error", minDurationMs: "250" };
  expect(readQuery(TraceQuery, params)).toEqual({ ...params, minDurationMs: 250, limit: 50 });
});

test("what it says wrongly, twice or not at all is left out", () => {
  const params = { service: ["orders", "payments"], level: "loud", q: "", limit: "1000", colour: "red" };
  expect(readQuery(LogQuery, params)).toEqual({ service: "orders", limit: 50 });
});

test("parts that do not go together ask for nothing in particular", () => {
  const params = { from: "2026-01-02T00:00:00Z", to: "2026-01-01T00:00:00Z" };
  expect(readQuery(LogQuery, params)).toEqual({ limit: 50 });
});

test("an address says only what is asked", () => {
  expect(addressOf("/room/logs", { service: undefined })).toBe("/room/logs");
  expect(addressOf("/room/logs", { service: "orders", q: "a & b" })).toBe(
    "/room/logs?service=orders&q=a+%26+b",
  );
});
