import { describe, expect, test } from "vitest";
import { fitsLabels, parseLabelFilter } from "./metric-filter.ts";
import { type Asked, promqlOf } from "./metric-promql.ts";

function termsOf(text: string) {
  const parsed = parseLabelFilter(text);
  if ("problem" in parsed) throw new Error(parsed.problem.message);
  return parsed.terms;
}

const asked: Asked = { metric: "m_total", kind: "counter", agg: "rate", by: [], terms: [], windowMs: 20_000 };

describe("the same question for Prometheus", () => {
  test.each<[Partial<Asked>, string]>([
    [{}, "sum(rate(m_total[20s]))"],
    [{ by: ["service", "status"] }, "sum by (service, status) (rate(m_total[20s]))"],
    [
      { metric: "h_seconds", kind: "histogram", agg: "p95", by: ["service"], windowMs: 35_000 },
      "histogram_quantile(0.95, sum by (le, service) (rate(h_seconds_bucket[35s])))",
    ],
    [
      { metric: "h_seconds", kind: "histogram", agg: "p50", terms: termsOf("service:a") },
      `histogram_quantile(0.5, sum by (le) (rate(h_seconds_bucket{service="a"}[20s])))`,
    ],
    [
      { metric: "h_seconds", kind: "histogram", agg: "avg", by: ["service"] },
      "sum by (service) (rate(h_seconds_sum[20s])) / sum by (service) (rate(h_seconds_count[20s]))",
    ],
    [{ metric: "h_seconds", kind: "histogram" }, "sum(rate(h_seconds_count[20s]))"],
    [{ metric: "g", kind: "gauge", agg: "sum" }, "sum(last_over_time(g[20s]))"],
    [{ metric: "g", kind: "gauge", agg: "max", by: ["a"] }, "max by (a) (max_over_time(g[20s]))"],
    [{ metric: "g", kind: "gauge", agg: "avg" }, "avg(avg_over_time(g[20s]))"],
  ])("%o", (change, expected) => {
    expect(promqlOf({ ...asked, ...change })).toBe(expected);
  });
});

describe("a filter of labels", () => {
  test.each([
    ["service:a", `service="a"`, ["a"]],
    ["-service:a", `service!="a"`, ["b", "a.b", "a+x", ""]],
    ["service:a,b", `service=~"a|b"`, ["a", "b"]],
    ["service:a*", `service=~"(a).*"`, ["a", "a.b", "a+x"]],
    ["-service:a*", `service!~"(a).*"`, ["b", ""]],
    ["service:a.b,a+x", `service=~"a\\\\.b|a\\\\+x"`, ["a.b", "a+x"]],
    ["service:*", `service!=""`, ["a", "b", "a.b", "a+x"]],
    ["-service:*", `service=""`, [""]],
  ])("%s", (text, matchers, fitting) => {
    const terms = termsOf(text);
    expect(promqlOf({ ...asked, terms })).toBe(`sum(rate(m_total{${matchers}}[20s]))`);
    const values = ["a", "b", "a.b", "a+x", ""];
    expect(values.filter((service) => fitsLabels({ service }, terms))).toEqual(
      values.filter((value) => fitting.includes(value)),
    );
  });

  test("a quote in a value stays one", () => {
    expect(promqlOf({ ...asked, terms: termsOf(`a:"x \\"y\\" \\\\ z"`) })).toBe(
      String.raw`sum(rate(m_total{a="x \"y\" \\ z"}[20s]))`,
    );
  });

  test.each(["checkout", "service:>=5"])("%s is none", (text) => {
    expect(parseLabelFilter(text)).toHaveProperty("problem.message");
  });
});
