import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  baseMs,
  counterReading,
  startWarehouse,
  type WarehouseUnderTest,
} from "../testing/warehouse-under-test.ts";
import type { Labels } from "../types.ts";

let started: WarehouseUnderTest;
beforeAll(async () => {
  started = await startWarehouse();
});
afterAll(() => started.remove());

/** Prometheus' own way, reading by reading. */
function promRate(
  readings: readonly [atS: number, value: number][],
  endS: number,
  rangeS: number,
): number | undefined {
  const seen = readings.filter(([atS]) => atS > endS - rangeS && atS <= endS);
  const [first, last] = [seen[0], seen.at(-1)];
  if (!first || !last || seen.length < 2) return undefined;
  let rise = last[1] - first[1];
  for (const [index, [, value]] of seen.entries()) {
    const before = seen[index - 1]?.[1] ?? 0;
    if (value < before) rise += before;
  }
  const seenS = last[0] - first[0];
  const averageS = seenS / (seen.length - 1);
  let [beforeS, afterS] = [first[0] - (endS - rangeS), endS - last[0]];
  if (beforeS >= averageS * 1.1) beforeS = averageS / 2;
  if (rise > 0 && first[1] >= 0) beforeS = Math.min(beforeS, seenS * (first[1] / rise));
  if (afterS >= averageS * 1.1) afterS = averageS / 2;
  return (rise * (seenS + beforeS + afterS)) / seenS / rangeS;
}

/** Several series of a metric, some of which miss a reading that others have. */
const seriesCount = 4;
const count = fc.integer({ min: -10, max: 40 });
const reading = fc.record({
  gapS: fc.integer({ min: 1, max: 25 }),
  counts: fc.oneof(
    fc.array(count, { minLength: seriesCount, maxLength: seriesCount }),
    fc.array(fc.option(count), { minLength: seriesCount, maxLength: seriesCount }),
  ),
});

test("whatever was counted, set back and missed: the rate of each series is that of Prometheus", async () => {
  const property = fc.asyncProperty(
    fc.array(reading, { minLength: 2, maxLength: 30 }),
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 2, max: 60 }),
    async (written, stepS, rangeS) => {
      tries += 1;
      const metric = `c${tries}_total`;
      const series = Array.from({ length: seriesCount }, (_, nth) => ({
        labels: { service: `s${nth}` },
        readings: [] as [atS: number, value: number][],
      }));
      let atS = 0;
      for (const { gapS, counts } of written) {
        atS += gapS;
        const read = series.flatMap((one, nth) => {
          const value = counts[nth] ?? null;
          return value === null ? [] : [{ ...one, value }];
        });
        for (const { readings, value } of read) readings.push([atS, value]);
        const values = read.map(({ labels, value }): [Labels, number] => [labels, value]);
        started.take(atS, counterReading(metric, ...values));
      }
      const firstStep = 1;
      const lastStep = Math.ceil((atS + rangeS) / stepS);
      const base = Math.floor(baseMs / 1_000 / stepS);
      await started.warehouse.flush(5_000);
      const found = await started.warehouse.findSeries({ metric, fromMs: 0, toMs: baseMs + 86_400_000 });
      const numberOf = ({ service }: Labels) => series.findIndex(({ labels }) => labels.service === service);
      const steps = await started.warehouse.readSeries({
        metric,
        reading: "value",
        chosen: found.map((one) => ({ ...one, group: numberOf(one.labels) })),
        stepMs: stepS * 1_000,
        windowMs: rangeS * 1_000,
        firstStep: base + firstStep,
        lastStep: base + lastStep,
        groups: seriesCount,
      });
      const rates = new Map(steps.map(({ group, step, values }) => [`${group} ${step}`, values[0]]));
      for (const [nth, { readings }] of series.entries()) {
        for (let step = base + firstStep; step <= base + lastStep; step += 1) {
          const expected = promRate(readings, step * stepS - baseMs / 1_000, rangeS);
          const rate = rates.get(`${nth} ${step}`);
          if (expected === undefined) expect(rate).toBeUndefined();
          else expect(rate).toBeCloseTo(expected, 6);
          compared += expected === undefined ? 0 : 1;
        }
      }
    },
  );
  let tries = 0;
  let compared = 0;
  await fc.assert(property, { numRuns: 40 });
  expect(compared).toBeGreaterThan(800);
});
