import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judge } from "#lib/contract/thresholds.ts";
import { alertingSeverities, type VendorQuestion, vendorQuestions } from "#lib/contract/vendor-questions.ts";
import { createFaults } from "#lib/faults/create.ts";
import { createVirtualClock } from "#lib/kernel/virtual-clock.ts";
import { observe } from "../observe.ts";
import { defaultThresholds } from "../thresholds/defaults.ts";
import type { SourceRow } from "../types.ts";
import { createSimulatedSource } from "./create-source.ts";
import { vendorCodes } from "./create-vendors.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const startMs = Date.parse("2026-11-21T00:00:00.000Z");
const signal = new AbortController().signal;

function market({ seed = "faultmart", count = 300, nowMs = startMs } = {}) {
  const clock = createVirtualClock({ startMs: nowMs });
  const faults = createFaults({ clock, places: { services: [], edges: [], vendors: vendorCodes(count) } });
  const { conditions } = faults;
  const at = (ms: number) => createSimulatedSource({ seed, count, conditions, clock: { nowMs: () => ms } });
  return { faults, at, source: at(nowMs) };
}

const isAlerting = (row: SourceRow, nowMs: number) => {
  const { value } = observe(row, undefined, nowMs);
  const severity = judge(row.question, defaultThresholds[row.question], value);
  return alertingSeverities.some((one) => one === severity);
};

async function alertingAt(at: ReturnType<typeof market>["at"], nowMs: number): Promise<SourceRow[]> {
  const answers = vendorQuestions.map((question) => at(nowMs).ask(question, signal));
  const rows = (await Promise.all(answers)).flatMap((answer) => answer.rows);
  return rows.filter((row) => isAlerting(row, nowMs));
}

describe("the built-in vendors", () => {
  test("are asked about in rows that are all as agreed", async () => {
    const { source } = market();
    for (const question of vendorQuestions) {
      const { rows, bad } = await source.ask(question, signal);
      expect(bad).toEqual([]);
      expect(rows.length).toBeGreaterThan(100);
      expect(rows.every((row) => row.question === question)).toBe(true);
    }
  });

  test("say the same for the same seed and moment, whatever was asked before", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 400 * 24 * 60 }), fc.string(), async (minute, seed) => {
        const nowMs = startMs + minute * 60_000;
        for (const question of vendorQuestions) {
          const [one, other] = [market({ seed, count: 20 }), market({ seed, count: 20, nowMs })];
          await one.at(nowMs + hourMs).ask(question, signal);
          expect(await one.at(nowMs).ask(question, signal)).toEqual(await other.source.ask(question, signal));
        }
      }),
      { numRuns: 20 },
    );
  });

  test("are others for another seed", async () => {
    const [one, other] = [market({ seed: "one" }), market({ seed: "other" })];
    const question = "vendor-product-status";
    expect(await one.source.ask(question, signal)).not.toEqual(await other.source.ask(question, signal));
  });

  test("give a board that can be read: at most a handful of alerts at a time, and never none for long", async () => {
    const { at } = market();
    const open: number[] = [];
    for (let hour = 0; hour < 3 * 24; hour += 1)
      open.push((await alertingAt(at, startMs + hour * hourMs)).length);
    const mean = open.reduce((sum, count) => sum + count, 0) / open.length;
    expect(mean).toBeGreaterThan(2);
    expect(mean).toBeLessThan(9);
    expect(Math.max(...open)).toBeLessThan(20);
  });

  test("sell discounted stock in the course of the day, and have all of it again the next morning", async () => {
    const { at } = market();
    const left: number[][] = [];
    for (let hour = 0; hour < 24; hour += 1) {
      const { rows } = await at(startMs + hour * hourMs).ask("discount-stock", signal);
      left.push(rows.map((row) => (row.question === "discount-stock" ? row.left / row.initial : 1)));
    }
    for (const [index] of (left[0] ?? []).entries()) {
      const day = left.map((hour) => hour[index] ?? 1);
      expect(Math.max(...day)).toBe(1);
      expect(Math.min(...day)).toBeLessThan(0.9);
    }
  });

  test("that are offline have been so since a moment of the same day", async () => {
    const { at } = market();
    let met = 0;
    for (let hour = 0; hour < 24; hour += 1) {
      const nowMs = startMs + hour * hourMs;
      for (const row of (await at(nowMs).ask("vendor-status", signal)).rows) {
        if (row.question !== "vendor-status" || row.status === "online") continue;
        met += 1;
        const since = Date.parse(row.offlineSince ?? "");
        expect(since).toBeLessThanOrEqual(nowMs);
        expect(nowMs - since).toBeLessThan(dayMs);
      }
    }
    expect(met).toBeGreaterThan(10);
  });
});

const felt: [VendorQuestion, "vendor-offline" | "products-unavailable" | "discount-stock-depleted"][] = [
  ["vendor-status", "vendor-offline"],
  ["vendor-product-status", "products-unavailable"],
  ["discount-stock", "discount-stock-depleted"],
];

describe("what is wrong with a vendor", () => {
  const arm = (
    { faults }: ReturnType<typeof market>,
    kind: (typeof felt)[number][1] | "feed-garbage",
    share = 1,
  ) => faults.arm({ kind, target: "vendors", parameters: {}, share, durationSeconds: 60 });

  test.each(felt)(
    "shows in the answer about %s, bad enough for an alert at each (%s), and in no other",
    async (question, kind) => {
      const world = market();
      const others = vendorQuestions.filter((one) => one !== question);
      const before = await Promise.all(others.map((one) => world.source.ask(one, signal)));
      arm(world, kind);
      const { rows, bad } = await world.source.ask(question, signal);
      expect(bad).toEqual([]);
      expect(rows.length).toBeGreaterThan(100);
      expect(rows.every((row) => isAlerting(row, startMs))).toBe(true);
      expect(await Promise.all(others.map((one) => world.source.ask(one, signal)))).toEqual(before);
    },
  );

  test.each(vendorQuestions)(
    "as garbage: every row of it is refused with its number and a reason (%s)",
    async (question) => {
      const world = market();
      const before = (await world.source.ask(question, signal)).rows;
      arm(world, "feed-garbage", 0.3);
      const { rows, bad } = await world.source.ask(question, signal);
      expect(bad.length).toBeGreaterThan(before.length * 0.15);
      expect(rows.length + bad.length).toBe(before.length);
      for (const { row, problem } of bad) {
        expect(row).toBeGreaterThan(0);
        expect(problem).not.toBe("");
      }
      expect(before).toEqual(expect.arrayContaining(rows));
    },
  );
});
