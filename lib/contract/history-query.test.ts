import { describe, expect, test } from "vitest";
import { LogQuery } from "./log.ts";
import { TraceQuery } from "./trace.ts";

const wrongEverywhere = [
  { limit: "0" },
  { limit: "201" },
  { limit: "2.5" },
  { limit: "many" },
  { service: "" },
  { service: ["a", "b"] },
  { from: "yesterday" },
  { from: "2026-01-02T00:00:00Z", to: "2026-01-01T00:00:00Z" },
  { cursor: "1; DROP TABLE spans" },
  { colour: "red" },
];

describe("a question about traces", () => {
  test("without anything asks for a page of the newest", () => {
    expect(TraceQuery.parse({})).toEqual({ limit: 50 });
  });

  test.each([...wrongEverywhere, { status: "unset" }, { minDurationMs: "-1" }, { tenant: "other" }])(
    "%j is refused",
    (query) => {
      expect(TraceQuery.safeParse(query).success).toBe(false);
    },
  );
});

describe("a question about logs", () => {
  test("without anything asks for a page of the newest", () => {
    expect(LogQuery.parse({})).toEqual({ limit: 50 });
  });

  test.each([
    ...wrongEverywhere,
    { level: "fatal" },
    { q: " " },
    { traceId: "4BF92F3577B34DA6A3CE929D0E0E4736" },
  ])("%j is refused", (query) => {
    expect(LogQuery.safeParse(query).success).toBe(false);
  });
});
