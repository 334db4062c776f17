import { expect, test } from "vitest";
import { createLogger } from "#lib/telemetry/logs/logger.ts";
import type { LogRecord } from "#lib/telemetry/logs/record.ts";
import { logViolations } from "./log-violations.ts";

function linesFor(count: number): LogRecord[] {
  const records: LogRecord[] = [];
  const sinks = [(record: LogRecord) => records.push(record)];
  const log = createLogger({ nowMs: () => 0, leastLevel: "debug", sinks }, "web", "browser.csp");
  logViolations(
    { log },
    Array.from({ length: count }, (_, index) => ({ page: "/", directive: "img-src", blocked: `/${index}` })),
  );
  return records;
}

test("every violation of a usual report is a line", () => {
  expect(linesFor(20).map(({ attributes }) => attributes.blocked)).toEqual(
    Array.from({ length: 20 }, (_, index) => `/${index}`),
  );
});

test("a report with very many writes twenty lines and one that counts the rest", () => {
  const lines = linesFor(100);
  expect(lines).toHaveLength(21);
  expect(lines[20]?.attributes).toEqual({ violations: 80 });
});
