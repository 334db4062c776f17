import { describe, expect, test } from "vitest";
import { alertFields } from "../alert-words.ts";
import { alertMatcher, type MatchedAlert } from "./match-alert.ts";
import { parseFilter } from "./parse-filter.ts";

const down: MatchedAlert = {
  kind: "service",
  severity: "cherry",
  state: "firing",
  rule: "error-rate",
  subject: "db-service",
  item: "",
  title: "Database: 92 % of requests fail",
};
const empty: MatchedAlert = {
  kind: "vendor",
  severity: "yellow",
  state: "silenced",
  rule: "discount-stock",
  subject: "v-0017",
  item: "item-3",
  title: "Café Noor: 3 of 40 left of Almond croissant",
};

function fitting(text: string): MatchedAlert[] {
  const parsed = parseFilter(text, alertFields);
  if ("problem" in parsed) throw new Error(parsed.problem.message);
  return [down, empty].filter(alertMatcher(parsed.terms));
}

describe("an alert fits a filter", () => {
  test.each([
    ["", [down, empty]],
    ["requests", [down]],
    ["CAFÉ", [empty]],
    [`"left of" croissant`, [empty]],
    ["-requests", [empty]],
    ["kind:vendor", [empty]],
    ["severity:>=red", [down]],
    ["severity:cherry,yellow", [down, empty]],
    ["severity:<red", [empty]],
    ["state:firing", [down]],
    ["rule:discount*", [empty]],
    ["subject:db-service rule:error-rate", [down]],
    ["item:*", [empty]],
    ["-item:*", [down]],
    ["subject:db-service kind:vendor", []],
  ] as const)("%s", (text, fit) => {
    expect(fitting(text)).toEqual(fit);
  });

  test("a name that alerts do not have fits none", () => {
    expect(fitting("service:db-service")).toEqual([]);
    expect(fitting("constructor:*")).toEqual([]);
  });
});
