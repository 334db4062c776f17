import { describe, expect, test } from "vitest";
import { judgeTold, type Witness } from "./alert-witness.ts";

const told = (id: string, alert: string) => ({
  headers: {},
  path: "/",
  isGone: () => false,
  body: JSON.stringify({ id, alert: { id: alert } }),
});
const witness = (given: Partial<Witness> = {}): Witness => ({
  takenAt: new Map(),
  unanswered: new Set(),
  killedAtMs: [],
  failed: 0,
  open: Promise.resolve(),
  ...given,
});

describe("the witness of alerts", () => {
  test("misses what was never told, and notices two ids for one alert", () => {
    const taken = [told("n1", "a1"), told("n1", "a1"), told("n2", "a2"), told("n3", "a2")];
    expect(judgeTold(["a1", "a2", "a3"], taken, witness()).failures).toEqual([
      "a2 was told under 2 ids",
      "a3 was never told",
    ]);
  });

  test("excuses a second time only after a kill in between, or an answer that was lost", () => {
    const takenAt = new Map([["n1", [10_000, 30_000]]]);
    const taken = [told("n1", "a1"), told("n1", "a1")];
    const judged = (given: Partial<Witness>) => judgeTold(["a1"], taken, witness({ takenAt, ...given }));
    expect(judged({}).failures).toEqual(["n1 was told twice without need"]);
    expect(judged({ killedAtMs: [5_000, 40_000] }).failures).toHaveLength(1);
    expect(judged({ killedAtMs: [20_000] })).toEqual({ failures: [], toldTwice: 1 });
    expect(judged({ unanswered: new Set(["n1"]) }).failures).toEqual([]);
  });
});
