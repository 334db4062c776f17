import { expect, test } from "vitest";
import { namesIn } from "./promql-names.ts";

test.each([
  ["up", ["up"], []],
  [
    `sum by (service) (rate(a_total{service=~"x|y",status="5{"}[5m])) > 0.05`,
    ["a_total service status"],
    ["service"],
  ],
  ["histogram_quantile(0.95, sum by (le, service) (rate(h_bucket[1m])))", ["h_bucket"], ["le", "service"]],
  ["a:b:c > 14.4 * 0.005 and d:e > 1", ["a:b:c", "d:e"], []],
  ["label_values(m_total, tenant_id)", ["m_total tenant_id"], []],
])("%s", (expression, selectors, grouping) => {
  const asked = namesIn(expression);
  expect(asked.selectors.map(({ metric, labels }) => [metric, ...labels].join(" "))).toEqual(selectors);
  expect(asked.grouping).toEqual(grouping);
});
