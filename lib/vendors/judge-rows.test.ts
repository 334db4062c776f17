import { expect, test } from "vitest";
import { judgeRows } from "./judge-rows.ts";
import { productsRow, startMs } from "./testing/answers.ts";
import { defaultThresholds } from "./thresholds/defaults.ts";

const question = "vendor-product-status";
const judgeAll = (
  rows: Parameters<typeof judgeRows>[0]["rows"],
  known: Parameters<typeof judgeRows>[0]["known"] = new Map(),
) => judgeRows({ question, rows, known, thresholds: defaultThresholds[question], nowMs: startMs });

test("what became another is told apart from what is as bad as it was; who is well, or not told of, is neither", async () => {
  const first = await judgeAll([
    productsRow("A", 97),
    productsRow("B", 5),
    productsRow("C", 50),
    productsRow("D", 5),
  ]);
  expect(first.holding).toEqual([]);
  const { transitions, holding } = await judgeAll(
    [productsRow("A", 97), productsRow("B", 6), productsRow("C", 97)],
    first.readings,
  );
  expect(transitions.map(({ reading }) => reading.code)).toEqual(["C"]);
  expect(holding.map(({ reading: { code, value }, from, to }) => [code, value, from, to])).toEqual([
    ["B", 6, "cherry", "cherry"],
  ]);
});
