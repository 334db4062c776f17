import { describe, expect, test } from "vitest";
import type { Alert } from "#lib/contract/alert-answers.ts";
import type { Term } from "#lib/contract/filter/term.ts";
import { alertFacets } from "./alert-facets.ts";
import { tallyOf, tallyText } from "./alert-tally.ts";
import { boardRows, matcherFor } from "./board-rows.ts";
import { askedTerms, found, readBoardView, shownOf } from "./board-view.ts";
import { coverageOf } from "./silence-draft.ts";
import { alertNamed } from "./testing/alert-named.ts";

const nothing = { shut: new Set<string>(), opened: new Set<string>() };
const at = (minute: number) => `2026-03-01T10:${String(minute).padStart(2, "0")}:00.000Z`;
const old = alertNamed("old", { startedAt: at(1) });
const fresh = alertNamed("fresh", { startedAt: at(9) });
const worst = alertNamed("worst", {
  severity: "cherry",
  startedAt: at(5),
  subject: "db-service",
  rule: "latency",
});
const follower = alertNamed("follower", { inhibitedBy: { id: "worst", title: "Latency of db-service" } });
const done = alertNamed("done", { state: "resolved", resolvedAt: at(20) });
const termsOf = (q: string): readonly Term[] => {
  const asked = askedTerms(q);
  return "terms" in asked ? asked.terms : [];
};
const ids = (alerts: readonly Alert[], sort: "severity" | "newest" | "oldest" = "severity") =>
  boardRows(alerts, { group: "none", sort }, nothing).map(({ key }) => key);

describe("the order", () => {
  test("worse before better, then newer before older", () => {
    expect(ids([old, fresh, worst])).toEqual(["worst", "fresh", "old"]);
    expect(ids([old, worst, fresh], "newest")).toEqual(["fresh", "worst", "old"]);
    expect(ids([worst, fresh, old], "oldest")).toEqual(["old", "worst", "fresh"]);
  });
});

describe("what only follows", () => {
  test("is folded under its cause, and shown below it on demand", () => {
    const [cause, ...rest] = boardRows([follower, worst], { group: "none", sort: "severity" }, nothing);
    expect(cause).toMatchObject({ key: "worst", followers: [follower] });
    expect(rest).toEqual([]);
    const opened = { ...nothing, opened: new Set(["worst"]) };
    const rows = boardRows([follower, worst], { group: "none", sort: "severity" }, opened);
    expect(rows.map(({ key }) => key)).toEqual(["worst", "follower"]);
    expect(rows[1]).toMatchObject({ follows: true });
  });

  test("stands by itself where its cause is not in sight", () => {
    expect(ids([follower, old])).toEqual(["old", "follower"]);
  });

  test("is not counted as firing a second time", () => {
    expect(tallyOf([worst, follower])).toMatchObject({ firing: 1, following: 1, worst: "cherry" });
    expect(tallyText(tallyOf([worst, follower]))).toBe("1 firing, 1 only following");
    expect(tallyText(tallyOf([]))).toBe("");
  });
});

describe("groups", () => {
  test("what follows stands in the group of its cause, however long the way there is", () => {
    const further = alertNamed("further", {
      subject: "api-gateway",
      inhibitedBy: { id: "follower", title: "x" },
    });
    const rows = boardRows([further, follower, worst], { group: "subject", sort: "severity" }, nothing);
    expect(rows.map(({ key }) => key)).toEqual(["service db-service", "worst"]);
    expect(rows[1]).toMatchObject({ followers: [follower, further] });
  });

  test("two that follow from each other are both in sight", () => {
    const one = alertNamed("one", { inhibitedBy: { id: "two", title: "two" } });
    const two = alertNamed("two", { inhibitedBy: { id: "one", title: "one" } });
    expect(ids([one, two])).toEqual(["one", "two"]);
  });

  test("a group that nobody has seen to comes before a worse one that somebody has", () => {
    const seen = { ...worst, state: "acknowledged" as const };
    const rows = boardRows([seen, old], { group: "subject", sort: "severity" }, nothing);
    expect(rows[0]?.key).toBe("service order-service");
  });

  test("the group with the worst comes first; one that is shut shows its head alone", () => {
    const view = { group: "subject", sort: "severity" } as const;
    const rows = boardRows([old, fresh, worst], view, nothing);
    expect(rows.map(({ key }) => key)).toEqual([
      "service db-service",
      "worst",
      "service order-service",
      "fresh",
      "old",
    ]);
    const shut = { ...nothing, shut: new Set(["service order-service"]) };
    expect(boardRows([old, fresh, worst], view, shut).map(({ key }) => key)).toEqual([
      "service db-service",
      "worst",
      "service order-service",
    ]);
  });

  test.each(["subject", "rule", "severity"] as const)(
    "the matcher of a group by %s finds its members only",
    (group) => {
      const all = [
        old,
        fresh,
        worst,
        alertNamed("vendor", { kind: "vendor", subject: "V 1", rule: "vendor-status", severity: "yellow" }),
      ];
      for (const row of boardRows(all, { group, sort: "severity" }, nothing)) {
        if (row.kind !== "group") continue;
        expect(
          found(all, termsOf(row.matcher))
            .map(({ id }) => id)
            .sort(),
        ).toEqual(row.alerts.map(({ id }) => id).sort());
      }
    },
  );
});

describe("what the address asks", () => {
  test("is read, and what it says wrongly is left out", () => {
    const said: Record<string, string> = {
      q: " kind:vendor ",
      group: "rule",
      sort: "sideways",
      state: "resolved",
    };
    expect(readBoardView((name) => said[name])).toEqual({
      q: "kind:vendor",
      group: "rule",
      sort: "severity",
      state: "resolved",
    });
  });

  test("those that are resolved are looked at by themselves", () => {
    expect(shownOf([old, done], { state: "open" })).toEqual([old]);
    expect(shownOf([old, done], { state: "resolved" })).toEqual([done]);
  });
});

describe("facets", () => {
  test("a field's own choice does not empty its other values, every other choice counts", () => {
    const facets = alertFacets([old, fresh, worst], termsOf("severity:cherry"));
    expect(facets.find(({ field }) => field === "severity")?.values).toEqual([
      { value: "cherry", name: "Critical", count: 1 },
      { value: "red", name: "High", count: 2 },
    ]);
    expect(facets.find(({ field }) => field === "subject")?.values).toEqual([
      { value: "db-service", count: 1 },
    ]);
  });
});

describe("a silence", () => {
  test("made from an alert covers it, silenced already or not", () => {
    const silenced = { ...old, state: "silenced" as const };
    expect(coverageOf(matcherFor(old), [old, worst, done])).toEqual({ covered: [old] });
    expect(coverageOf(`${matcherFor(old)} state:firing`, [silenced])).toEqual({ covered: [silenced] });
  });

  test("says what is wrong with it before it is asked for", () => {
    expect(coverageOf("  ", [])).toMatchObject({ problem: expect.stringContaining("which alerts") });
    expect(coverageOf("severity:purple", [])).toMatchObject({
      problem: expect.stringContaining("At character 10"),
    });
    expect(coverageOf("colour:red", [])).toMatchObject({
      problem: expect.stringContaining("no field colour"),
    });
  });
});
