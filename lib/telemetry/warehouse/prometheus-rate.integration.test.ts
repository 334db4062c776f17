import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  baseMs,
  counterReading,
  startWarehouse,
  type WarehouseUnderTest,
} from "../testing/warehouse-under-test.ts";

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

test("whatever was counted, set back and missed: the rate is that of Prometheus", async () => {
  const reading = fc.record({
    gapS: fc.integer({ min: 1, max: 25 }),
    value: fc.integer({ min: -10, max: 40 }),
  });
  const property = fc.asyncProperty(
    fc.array(reading, { minLength: 2, maxLength: 30 }),
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 2, max: 60 }),
    async (written, stepS, rangeS) => {
      tries += 1;
      const name = `c${tries}_total`;
      const labels = { service: "shop" };
      let atS = 0;
      const readings = written.map(({ gapS, value }): [number, number] => {
        atS += gapS;
        started.take(atS, counterReading(name, [labels, value]));
        return [atS, value];
      });
      const firstStep = 1;
      const lastStep = Math.ceil((atS + rangeS) / stepS);
      const base = Math.floor(baseMs / 1_000 / stepS);
      await started.warehouse.flush(5_000);
      const found = await started.warehouse.findSeries({
        metric: name,
        fromMs: 0,
        toMs: baseMs + 86_400_000,
      });
      const steps = await started.warehouse.readSeries({
        metric: name,
        reading: "value",
        chosen: found.map((series) => ({ ...series, group: 0 })),
        stepMs: stepS * 1_000,
        windowMs: rangeS * 1_000,
        firstStep: base + firstStep,
        lastStep: base + lastStep,
        groups: 1,
      });
      const rates = new Map(steps.map(({ step, values }) => [step, values[0]]));
      for (let step = base + firstStep; step <= base + lastStep; step += 1) {
        const expected = promRate(readings, step * stepS - baseMs / 1_000, rangeS);
        if (expected === undefined) expect(rates.get(step)).toBeUndefined();
        else expect(rates.get(step)).toBeCloseTo(expected, 6);
        compared += expected === undefined ? 0 : 1;
      }
    },
  );
  let tries = 0;
  let compared = 0;
  await fc.assert(property, { numRuns: 40 });
  expect(compared).toBeGreaterThan(200);
});
