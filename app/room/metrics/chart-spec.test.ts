import { describe, expect, test } from "vitest";
import { chartParams, editChart, questionOf, readCharts } from "./chart-spec.ts";

const read = (address: string) => readCharts(new URLSearchParams(address));

describe("the charts of an address", () => {
  test("are numbered, the first without a number", () => {
    expect(read("metric=a_total&by=service&metric2=b&agg2=max&where3=x:y&range=1h")).toEqual([
      { metric: "a_total", by: "service" },
      { metric: "b", agg: "max" },
    ]);
  });

  test("are written as they are read, and leave nothing of those that are gone", () => {
    const charts = read("metric=a&where=x:y&metric2=b&only2=c&metric3=d");
    const params = chartParams(charts);
    const said = Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined);
    expect(read(String(new URLSearchParams(said)))).toEqual(charts);
    expect(chartParams([{ metric: "b" }])).toMatchObject({
      metric: "b",
      where: undefined,
      metric2: undefined,
    });
  });

  test("change one after the other, each from what the one before has made of them", () => {
    const first = editChart(new URLSearchParams("metric=a&metric2=b"), 1, "b", () => ({ agg: "rate" }));
    expect(first).toEqual([{ metric: "a" }, { metric: "b", agg: "rate" }]);
    const then = new URLSearchParams("metric=a&metric2=b&agg2=rate&by2=x");
    expect(editChart(then, 1, "b", ({ by }) => ({ by: `${by},y` }))).toEqual([
      { metric: "a" },
      { metric: "b", agg: "rate", by: "x,y" },
    ]);
    const gone = new URLSearchParams("metric=b");
    expect(editChart(gone, 1, "b", () => ({ agg: "max" }))).toEqual([{ metric: "b" }]);
    expect(editChart(gone, 0, "a", () => ({ agg: "max" }))).toEqual([{ metric: "b" }]);
  });

  test("leave out an aggregation that there is not", () => {
    expect(questionOf({ metric: "a", agg: "p42", by: "x", only: "y" }, { range: "1h" })).toBe(
      "metric=a&by=x&range=1h",
    );
  });
});
