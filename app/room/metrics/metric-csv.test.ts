import { expect, test } from "vitest";
import { metricCsv } from "./metric-csv.ts";

test("a chart as a table for a spreadsheet: no label is taken for a formula, a gap is an empty cell", () => {
  const csv = metricCsv({
    metric: "m_total",
    agg: "rate",
    series: [
      {
        labels: { service: "a" },
        points: [
          [0, 1.5],
          [1_000, null],
        ],
      },
      {
        labels: { service: `=1+1,"x"` },
        points: [
          [0, -2],
          [1_000, 3],
        ],
      },
    ],
  });
  expect(csv).toBe(
    `\uFEFFtime,rate(m_total) a,"rate(m_total) =1+1,""x"""\r\n1970-01-01T00:00:00.000Z,1.5,-2\r\n1970-01-01T00:00:01.000Z,,3\r\n`,
  );
});
