import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { loadConfig } from "#lib/config/load.ts";
import { wallClock } from "#lib/kernel/clock.ts";
import { createDrops } from "../drops.ts";
import type { SeriesRead } from "../metric-history.ts";
import type { Family } from "../metrics/snapshot.ts";
import { createProblems } from "../problems.ts";
import type { Labels } from "../types.ts";
import { createWarehouse, type Warehouse } from "./create-warehouse.ts";

const baseMs = Date.UTC(2026, 0, 5);
let directory: string;
let warehouse: Warehouse;

async function open() {
  const problems = createProblems(wallClock.monotonicMs, {
    warn: (message, attributes) => expect([message, attributes]).toEqual([]),
  });
  return createWarehouse({
    config: loadConfig({ DATA_DIR: directory, WAREHOUSE_RETENTION_HOURS: "2160" }),
    clock: { ...wallClock, nowMs: () => baseMs },
    drops: createDrops(),
    problems,
  });
}

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "faultmart-series-"));
  warehouse = await open();
});
afterEach(async () => {
  await warehouse.close(5_000);
  await rm(directory, { recursive: true, force: true });
});

const one: Labels = { service: "shop" };
const two: Labels = { service: "gateway" };
const counter = (...values: [Labels, number][]): Family => ({
  name: "clicks_total",
  help: "h",
  kind: "counter",
  series: values.map(([labels, value]) => ({ labels, value })),
});
const take = (atS: number, ...families: Family[]) => warehouse.takePoints(families, baseMs + atS * 1_000);

type Asked = Partial<Omit<SeriesRead, "chosen">> & {
  labels?: Labels[];
  groupOf?: (labels: Labels) => number;
};

/** Steps are counted from the base. */
async function read({ labels, groupOf = () => 0, ...asked }: Asked) {
  await warehouse.flush(5_000);
  const metric = asked.metric ?? "clicks_total";
  const found = await warehouse.findSeries({ metric, fromMs: 0, toMs: baseMs + 86_400_000 });
  const { stepMs = 10_000, firstStep = 0, lastStep = 10 } = asked;
  const base = baseMs / stepMs;
  const steps = await warehouse.readSeries({
    metric,
    reading: "value",
    windowMs: 20_000,
    stepMs,
    groups: 100,
    ...asked,
    firstStep: base + firstStep,
    lastStep: base + lastStep,
    chosen: found
      .filter((series) => !labels || labels.some((wanted) => wanted.service === series.labels.service))
      .map((series) => ({ ...series, group: groupOf(series.labels) })),
  });
  return steps.map(({ step, ...same }) => ({ ...same, step: step - base }));
}

describe("the rate of a counter", () => {
  it("is its increase a second, drawn out to the edges of the window", async () => {
    // Readings at 3, 8, 13, 18 s of a window of 20 s: 15 seen seconds, 3 before and 2 after them.
    for (const [atS, value] of [
      [3, 100],
      [8, 110],
      [13, 120],
      [18, 130],
    ] as const)
      take(atS, counter([one, value]));
    const [step] = await read({ firstStep: 2, lastStep: 2 });
    expect(step).toEqual({ group: 0, bounds: null, step: 2, values: [(30 * (15 + 3 + 2)) / 15 / 20] });
  });

  it("is not drawn out below nothing, nor far beyond what was read", async () => {
    // From 1 upwards at 2 a second the counter was at nothing half a second before. At the end no reading came for 12 s.
    for (const [atS, value] of [
      [3, 1],
      [8, 11],
    ] as const)
      take(atS, counter([one, value]));
    const [step] = await read({ firstStep: 2, lastStep: 2 });
    expect(step?.values).toEqual([(10 * (5 + 0.5 + 2.5)) / 5 / 20]);
  });

  it("needs two readings in its window", async () => {
    take(1, counter([one, 1]));
    take(30, counter([one, 5]));
    expect(await read({ firstStep: 0, lastStep: 5 })).toEqual([]);
  });

  it("does not go below nothing, nor leap, when a process starts anew and counts from the beginning", async () => {
    for (const [atS, value] of [
      [5, 1_000],
      [10, 1_010],
    ] as const)
      take(atS, counter([one, value]));
    await warehouse.close(5_000);
    warehouse = await open();
    // Higher than nothing at once, and never as high as before.
    for (const [atS, value] of [
      [15, 4],
      [20, 14],
    ] as const)
      take(atS, counter([{ ...one }, value]));
    const [step] = await read({ firstStep: 2, lastStep: 2 });
    expect(step?.values).toEqual([((10 + 4 + 10) * (15 + 5)) / 15 / 20]);
  });

  it("notices a counter that was set back within one process", async () => {
    for (const [atS, value] of [
      [5, 50],
      [10, 2],
      [15, 60],
      [20, 1],
    ] as const)
      take(atS, counter([one, value]));
    const [step] = await read({ firstStep: 2, lastStep: 2 });
    expect(step?.values[0]).toBeCloseTo(((2 + 58 + 1) * (20 / 15)) / 20, 9);
  });

  it("adds up the series of a group, and keeps the groups with the most", async () => {
    for (let atS = 5; atS <= 20; atS += 5) take(atS, counter([one, atS], [two, atS * 3]));
    const together = await read({ firstStep: 2, lastStep: 2 });
    expect(together).toMatchObject([{ group: 0, values: [expect.closeTo(4, 9)] }]);
    const apart = await read({
      firstStep: 2,
      lastStep: 2,
      groupOf: ({ service }) => (service === "shop" ? 7 : 8),
      groups: 1,
    });
    expect(apart).toMatchObject([{ group: 8, values: [expect.closeTo(3, 9)] }]);
  });

  it("leaves out series that were not asked for, also where their labels look alike", async () => {
    const odd = { service: `a","b\u0001' OR 1=1 --` };
    for (let atS = 5; atS <= 20; atS += 5) take(atS, counter([one, atS], [odd, atS * 2]));
    expect(await read({ firstStep: 2, lastStep: 2, labels: [odd] })).toMatchObject([
      { values: [expect.closeTo(2, 9)] },
    ]);
  });
});

describe("a histogram", () => {
  const bounds = [0.1, 1];
  const histogram = (atS: number, cumulative: number[], sum: number, labels = one, own = bounds): Family => ({
    name: "waits_seconds",
    help: "h",
    kind: "histogram",
    series: [{ labels, bounds: own, cumulative, sum, count: cumulative.at(-1) ?? 0, exemplars: [] }],
  });

  it("is read as the rate of each bucket, of its sum and of its count", async () => {
    for (let atS = 5; atS <= 20; atS += 5)
      take(atS, histogram(atS, [atS * 100, atS * 300, atS * 400], atS * 50));
    const asked = { metric: "waits_seconds", firstStep: 2, lastStep: 2 };
    expect(await read({ ...asked, reading: "buckets" })).toEqual([
      { group: 0, bounds, step: 2, values: [100, 300, 400].map((rate) => expect.closeTo(rate, 9)) },
    ]);
    expect((await read({ ...asked, reading: "sum-and-count" }))[0]?.values).toEqual(
      [50, 400].map((rate) => expect.closeTo(rate, 9)),
    );
    expect((await read({ ...asked, reading: "count" }))[0]?.values).toEqual([expect.closeTo(400, 9)]);
  });

  it("keeps apart what was counted with other bounds", async () => {
    for (let atS = 5; atS <= 20; atS += 5) {
      take(atS, histogram(atS, [atS, atS, atS], 0));
      take(atS, histogram(atS, [atS, atS], 0, two, [5]));
    }
    const steps = await read({ metric: "waits_seconds", reading: "buckets", firstStep: 2, lastStep: 2 });
    expect(steps.map((step) => step.bounds)).toEqual([[0.1, 1], [5]]);
  });
});

describe("a gauge", () => {
  const gauge = (...values: [Labels, number][]): Family => ({
    name: "depth",
    help: "h",
    kind: "gauge",
    series: values.map(([labels, value]) => ({ labels, value })),
  });

  it.each([
    ["last", 3 + 30],
    ["mean", (2 + 20) / 2],
    ["max", 30],
  ] as const)("is read by its %s", async (reading, expected) => {
    for (const [atS, value] of [
      [5, 9],
      [12, 1],
      [17, 3],
    ] as const)
      take(atS, gauge([one, value], [two, value * 10]));
    const steps = await read({ metric: "depth", reading, windowMs: 10_000, firstStep: 2, lastStep: 4 });
    expect(steps).toEqual([{ group: 0, bounds: null, step: 2, values: [expected] }]);
  });
});

describe("exemplars", () => {
  it("are kept once, and the greatest of each step are found", async () => {
    const exemplar = (atS: number, value: number, traceId: string) => ({
      value,
      timestampS: baseMs / 1_000 + atS,
      labels: { trace_id: traceId, span_id: "s" },
    });
    const family = (...exemplars: ReturnType<typeof exemplar>[]): Family => ({
      name: "waits_seconds",
      help: "h",
      kind: "histogram",
      series: [{ labels: one, bounds: [1, 2], cumulative: [1, 1, 1], sum: 1, count: 1, exemplars }],
    });
    const [slow, quick, slower] = [
      exemplar(1, 1.5, "slow"),
      exemplar(2, 0.5, "quick"),
      exemplar(7, 9, "slower"),
    ];
    take(5, family(quick, slow));
    take(10, family(quick, slow, slower));
    await warehouse.flush(5_000);
    const asked = { metric: "waits_seconds", fromMs: baseMs, toMs: baseMs + 60_000, stepMs: 60_000 };
    const found = await warehouse.findExemplars({ ...asked, labelsTexts: [JSON.stringify(one)] });
    expect(found.map(({ traceId }) => traceId)).toEqual(["slow", "slower"]);
    expect(found[0]).toEqual({
      timeUs: (baseMs + 1_000) * 1_000,
      value: 1.5,
      labels: one,
      traceId: "slow",
      spanId: "s",
    });
    expect(await warehouse.findExemplars({ ...asked, labelsTexts: ["{}"] })).toEqual([]);
    const finer = await warehouse.findExemplars({
      ...asked,
      stepMs: 1_000,
      labelsTexts: [JSON.stringify(one)],
    });
    expect(finer).toHaveLength(3);
  });
});

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
    value: fc.integer({ min: 0, max: 40 }),
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
        take(atS, { ...counter([labels, value]), name });
        return [atS, value];
      });
      const firstStep = 1;
      const lastStep = Math.ceil((atS + rangeS) / stepS);
      const base = Math.floor(baseMs / 1_000 / stepS);
      await warehouse.flush(5_000);
      const found = await warehouse.findSeries({ metric: name, fromMs: 0, toMs: baseMs + 86_400_000 });
      const steps = await warehouse.readSeries({
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
