import { expect, test } from "vitest";
import { boundInWords, lossInWords } from "./bounds-in-words.ts";

test("what is taken is told beside what may be", () => {
  const memory = { part: "warehouse-memory", unit: "bytes", used: 12_400_000, limit: 128_000_000 } as const;
  expect(boundInWords(memory)).toBe("12.4 MB of 128 MB");
  const queries = { part: "warehouse-queries", unit: "queries", used: 0, limit: 68 } as const;
  expect(boundInWords(queries)).toBe("0 of 68");
});

test.each([
  [{ sink: "otlp-traces", signal: "spans", amount: 1 }, "1 span was not taken by the OTLP receiver"],
  [
    { sink: "otlp-logs", signal: "logs", amount: 12_000 },
    "12.0k log lines were not taken by the OTLP receiver",
  ],
  [{ sink: "file", signal: "logs", amount: 2 }, "2 log lines did not get into the log file"],
  [{ sink: "elsewhere", signal: "points", amount: 3 }, "3 metric points were not kept by elsewhere"],
] as const)("%j is told in words", (loss, words) => {
  expect(lossInWords(loss)).toBe(words);
});
