import { describe, expect, test } from "vitest";
import { judgeTold, type Witness } from "./alert-witness.ts";

const sent = (body: object, path = "/") => ({
  headers: {},
  path,
  isGone: () => false,
  body: JSON.stringify(body),
});
const told = (id: string, alert: string, path?: string) => sent({ id, alert: { id: alert } }, path);
const toldTogether = (id: string, ...alerts: string[]) =>
  sent({ id, alerts: alerts.map((one) => ({ id: one })) });
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
    expect(judgeTold(["a1", "a2", "a3"], ["/"], taken, witness()).failures).toEqual([
      "a2 at / was told under 2 ids",
      "a3 at / was never told",
    ]);
  });

  test("counts each alert of a message of many, at each channel", () => {
    const taken = [toldTogether("n1", "a1", "a2"), told("n2", "a3"), told("n3", "a1", "/b")];
    const judged = (more: typeof taken) =>
      judgeTold(["a1", "a2", "a3"], ["/"], [...taken, ...more], witness());
    expect(judged([toldTogether("n1", "a1", "a2")])).toMatchObject({ failures: [], ofOne: 2, ofMany: 1 });
    expect(judged([told("n4", "a2")]).failures).toEqual(["a2 at / was told under 2 ids"]);
    expect(judged([toldTogether("n1", "a1")]).failures).toEqual(["n1 was another message the second time"]);
    expect(judged([toldTogether("n5", "a4", "a4")]).failures).toEqual(["n5 has an alert twice"]);
    expect(judgeTold(["a1", "a2"], ["/b"], taken, witness()).failures).toEqual(["a2 at /b was never told"]);
  });

  test("excuses a second time only after a kill in between, or an answer that was lost", () => {
    const takenAt = new Map([["n1", [10_000, 30_000]]]);
    const taken = [told("n1", "a1"), told("n1", "a1")];
    const judged = (given: Partial<Witness>) =>
      judgeTold(["a1"], ["/"], taken, witness({ takenAt, ...given }));
    expect(judged({}).failures).toEqual(["n1 was told twice without need"]);
    expect(judged({ killedAtMs: [5_000, 40_000] }).failures).toHaveLength(1);
    expect(judged({ killedAtMs: [20_000] })).toMatchObject({ failures: [], toldTwice: 1 });
    expect(judged({ unanswered: new Set(["n1"]) }).failures).toEqual([]);
  });
});
