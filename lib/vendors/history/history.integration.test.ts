import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import type { VendorHistoryQuery } from "#lib/contract/vendor.ts";
import { describeOnEveryStore } from "#lib/store/testing/every-store.ts";
import type { Store } from "#lib/store/types.ts";
import { vendorAnswerSteps, vendorAnswers, vendorHistory, vendorReadings } from "#lib/store/vendor-tables.ts";
import { listVendors } from "../list-vendors.ts";
import { answerOf, productsRow, startMs, storeRows, vendorsContext } from "../testing/answers.ts";
import type { BadRow } from "../types.ts";
import { keepHistory } from "./keep-history.ts";
import { readHistory } from "./read-history.ts";
import { chartSteps, stepStartMs } from "./steps.ts";

const question = "vendor-product-status" as const;
const minuteMs = 60_000;
const ranges = ["6h", "24h", "7d", "30d", "90d"] as const satisfies VendorHistoryQuery["range"][];

describeOnEveryStore("the history of what is answered", (open) => {
  let store: Store;
  beforeEach(async () => {
    store ??= await open();
    for (const table of [vendorReadings, vendorHistory, vendorAnswers, vendorAnswerSteps])
      await store.db.delete(table);
  });
  const take = (rows: Parameters<typeof answerOf>[0], nowMs: number, bad: BadRow[] = []) =>
    storeRows(store, question, answerOf(rows, bad), nowMs);
  const pointsOf = async (code: string, range: VendorHistoryQuery["range"], nowMs: number) =>
    (
      await readHistory(
        vendorsContext(store, () => nowMs),
        { code, question, item: "", range },
      )
    ).points;

  const codes = ["A", "B"];
  /** Undefined: the vendor is not in the answer; null: its row cannot be read. Most do not change from one to the next. */
  const told = fc.oneof(
    { weight: 6, arbitrary: fc.constant("same" as const) },
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 100 }) },
    fc.constant(undefined),
    fc.constant(null),
  );
  const answer = fc.record({
    pauseMinutes: fc.oneof({ weight: 9, arbitrary: fc.constant(3) }, fc.constantFrom(1, 12, 75, 400, 4_000)),
    values: fc.tuple(told, told),
    isKept: fc.boolean(),
  });

  test("is the same as if every value of every answer had been written down", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(answer, { minLength: 30, maxLength: 60 }), async (answers) => {
        for (const table of [vendorReadings, vendorHistory, vendorAnswers, vendorAnswerSteps])
          await store.db.delete(table);
        const samples = new Map(codes.map((code) => [code, [] as Sample[]]));
        let nowMs = startMs;
        for (const { pauseMinutes, values, isKept } of answers) {
          nowMs += pauseMinutes * minuteMs;
          const row = (code: string, nth: number) => {
            const said = values[nth];
            const value = said === "same" ? (samples.get(code)?.at(-1)?.value ?? 50) : said;
            if (typeof value === "number") samples.get(code)?.push({ atMs: nowMs, value });
            return value;
          };
          const all = codes.map((code, nth) => ({ code, value: row(code, nth) }));
          const bad = all
            .filter(({ value }) => value === null)
            .map(({ code }) => ({ row: 9, problem: "odd", code }));
          const good = all.flatMap(({ code, value }) =>
            typeof value === "number" ? [productsRow(code, value)] : [],
          );
          await take([productsRow("always", 70), ...good], nowMs, bad);
          if (isKept) await keepHistory(vendorsContext(store, () => nowMs));
        }
        for (const code of codes)
          for (const range of ranges)
            expect(await pointsOf(code, range, nowMs), `${range} of ${code}`).toEqual(
              drawn(samples.get(code) ?? [], range, nowMs),
            );
        await expectSparks(samples, nowMs);
      }),
      { numRuns: 12 },
    );
  });

  async function expectSparks(samples: ReadonlyMap<string, Sample[]>, nowMs: number) {
    const { vendors } = await listVendors(vendorsContext(store, () => nowMs));
    for (const { code, spark } of vendors) {
      const given = samples.get(code);
      if (!given) continue;
      const points = drawn(given, "6h", nowMs).slice(-36);
      const averages = new Map(points.map(({ at, average }) => [at, Math.round(average * 10) / 10]));
      spark.forEach((point, nth) => {
        const at = new Date(stepStartMs(nowMs, 10) - (35 - nth) * 10 * minuteMs).toISOString();
        if (point === null) expect(averages.has(at)).toBe(false);
        else expect(point).toBeCloseTo(averages.get(at) ?? Number.NaN, 0);
      });
    }
  }

  test("is told in hours where there are many, be they summed up or not", async () => {
    const many = Array.from({ length: 1_001 }, (_, nth) => productsRow(`V${nth}`, 80));
    const [first, ...others] = many;
    for (const [minute, available] of [
      [0, 80],
      [90, 60],
      [93, 70],
      [150, 70],
    ] as const)
      await take([productsRow(first?.code ?? "", available), ...others], startMs + minute * minuteMs);
    const ctx = vendorsContext(store, () => startMs + 170 * minuteMs);
    const ends = async () =>
      (await listVendors(ctx)).vendors
        .filter(({ code }) => code === "V0" || code === "V1")
        .map(({ code, spark }) => [code, ...spark.slice(-4)]);
    const expected = [
      ["V0", null, 80, 65, 70],
      ["V1", null, 80, 80, 80],
    ];
    expect((await ends()).sort()).toEqual(expected);
    await keepHistory(ctx);
    expect((await ends()).sort()).toEqual(expected);
  });

  test("goes on from what an older version wrote, which had a row for every step", async () => {
    const old = (step: number, value: number, samples: number) => ({
      ...{ question, code: "A", stepMinutes: 10, startsAt: new Date(startMs + step * 10 * minuteMs) },
      ...{ low: value, high: value, last: value, sum: value * samples, samples },
    });
    await store.db.insert(vendorHistory).values([old(0, 40, 3), old(3, 50, 3), old(4, 50, 1)]);
    await store.db.insert(vendorReadings).values({
      ...{ question, code: "A", item: "", value: 50, severity: "yellow" as const },
      ...{ facts: { products: 100, available: 50 }, since: new Date(startMs) },
      observedAt: new Date(startMs + 40 * minuteMs),
    });
    for (const minute of [43, 46, 53, 63, 66])
      await take([productsRow("A", 50)], startMs + minute * minuteMs);
    const nowMs = startMs + 70 * minuteMs;
    const values = async () =>
      (await pointsOf("A", "24h", nowMs)).map(({ at, low, average }) => [
        (Date.parse(at) - startMs) / minuteMs,
        low,
        average,
      ]);
    const expected = [
      [0, 40, 40],
      [30, 50, 50],
      [40, 50, 50],
      [50, 50, 50],
      [60, 50, 50],
    ];
    expect(await values()).toEqual(expected);
    await keepHistory(vendorsContext(store, () => nowMs));
    expect(await values()).toEqual(expected);
    expect((await pointsOf("A", "7d", nowMs))[0]).toMatchObject({ low: 40, high: 50, average: 47 });
  });
});

type Sample = { atMs: number; value: number };

/** What a chart shows of values that were all written down. */
function drawn(samples: readonly Sample[], range: VendorHistoryQuery["range"], nowMs: number) {
  const { rangeMs, stepMinutes } = chartSteps[range];
  const fromMs = stepStartMs(nowMs - rangeMs, stepMinutes);
  const steps = Map.groupBy(
    samples.filter(({ atMs }) => atMs >= fromMs),
    ({ atMs }) => stepStartMs(atMs, stepMinutes),
  );
  return [...steps].map(([stepMs, within]) => {
    const values = within.map(({ value }) => value);
    return {
      at: new Date(stepMs).toISOString(),
      low: Math.min(...values),
      high: Math.max(...values),
      average: Math.round((values.reduce((sum, value) => sum + value, 0) / values.length) * 100) / 100,
      last: values.at(-1),
    };
  });
}
