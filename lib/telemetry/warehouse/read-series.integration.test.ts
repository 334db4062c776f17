import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SeriesRead } from "../metric-history.ts";
import type { Family } from "../metrics/snapshot.ts";
import {
  baseMs,
  counterReading,
  startWarehouse,
  type WarehouseUnderTest,
} from "../testing/warehouse-under-test.ts";
import type { Labels } from "../types.ts";

let started: WarehouseUnderTest;
beforeEach(async () => {
  started = await startWarehouse();
});
afterEach(() => started.remove());

const one: Labels = { service: "shop" };
const two: Labels = { service: "gateway" };
const counter = (...values: [Labels, number][]) => counterReading("clicks_total", ...values);
const take = (atS: number, ...families: Family[]) => started.take(atS, ...families);

type Asked = Partial<Omit<SeriesRead, "chosen">> & {
  labels?: Labels[];
  groupOf?: (labels: Labels) => number;
};

/** Steps are counted from the base. */
async function read({ labels, groupOf = () => 0, ...asked }: Asked) {
  await started.warehouse.flush(5_000);
  const metric = asked.metric ?? "clicks_total";
  const found = await started.warehouse.findSeries({ metric, fromMs: 0, toMs: baseMs + 86_400_000 });
  const { stepMs = 10_000, firstStep = 0, lastStep = 10 } = asked;
  const base = baseMs / stepMs;
  const steps = await started.warehouse.readSeries({
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
    await started.reopen();
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
  const histogram = (cumulative: number[], sum: number, labels = one, own = bounds): Family => ({
    name: "waits_seconds",
    help: "h",
    kind: "histogram",
    series: [{ labels, bounds: own, cumulative, sum, count: cumulative.at(-1) ?? 0, exemplars: [] }],
  });

  it("is read as the rate of each bucket, of its sum and of its count", async () => {
    for (let atS = 5; atS <= 20; atS += 5) take(atS, histogram([atS * 100, atS * 300, atS * 400], atS * 50));
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
      take(atS, histogram([atS, atS, atS], 0));
      take(atS, histogram([atS, atS], 0, two, [5]));
    }
    const steps = await read({ metric: "waits_seconds", reading: "buckets", firstStep: 2, lastStep: 2 });
    const [few, many] = steps.toSorted((one, other) => one.values.length - other.values.length);
    expect([few, many]).toMatchObject([
      { bounds: [5], values: [1, 1].map((rate) => expect.closeTo(rate, 9)) },
      { bounds: [0.1, 1], values: [1, 1, 1].map((rate) => expect.closeTo(rate, 9)) },
    ]);
    expect(steps).toHaveLength(2);
  });

  it("is mended bucket by bucket where a process starts anew: some fell, and some did not", async () => {
    take(5, histogram([10, 20, 30], 0));
    take(10, histogram([12, 24, 36], 0));
    await started.reopen();
    take(15, histogram([5, 40, 40], 0, { ...one }));
    take(20, histogram([6, 50, 50], 0, { ...one }));
    const [step] = await read({
      metric: "waits_seconds",
      reading: "buckets",
      firstStep: 2,
      lastStep: 2,
    });
    expect(step?.values).toEqual([2 + 5 + 1, 30, 20].map((rise) => expect.closeTo((rise * 20) / 15 / 20, 9)));
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
