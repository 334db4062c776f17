import { describe, expect, test } from "vitest";
import { writeLeft, writeMetric, writeShare, writeSpan } from "./mesh-words.ts";
import { say } from "./use-reading.ts";

describe("writeShare", () => {
  test.each([
    [0, "0 %"],
    [0.0002, "<0.1 %"],
    [0.0312, "3.1 %"],
    [0.9996, "100 %"],
    [1, "100 %"],
  ])("writes %d as %s", (share, text) => {
    expect(say(writeShare(share))).toBe(text);
  });
});

describe("writeSpan", () => {
  test.each([
    [0, "0 s"],
    [59_400, "59 s"],
    [60_000, "1 min"],
    [200_000, "3 min 20 s"],
    [7_500_000, "2 h 5 min"],
  ])("writes %d ms as %s", (ms, text) => {
    expect(writeSpan(ms)).toBe(text);
  });
});

test("a countdown shows the second that has begun, and never less than nothing", () => {
  expect([24_001, 24_000, 725_000, -5].map(writeLeft)).toEqual(["0:25", "0:24", "12:05", "0:00"]);
});

test("without calls there is a rate of nothing, and no error share or latency", () => {
  const quiet = { callsPerSecond: 0, errorRate: 0, latencyMs: 0, p95Ms: 0 };
  const written = (["traffic", "errors", "latency"] as const).map(
    (metric) => writeMetric(metric, quiet).value,
  );
  expect(written).toEqual(["0.0", "–", "–"]);
});
