import { beforeEach, expect, test } from "vitest";
import { describeOnEveryStore } from "#lib/store/testing/every-store.ts";
import type { Store } from "#lib/store/types.ts";
import {
  thresholdVersions,
  vendorAnswerSteps,
  vendorAnswers,
  vendorEvents,
  vendorHistory,
  vendorReadings,
  vendors,
} from "#lib/store/vendor-tables.ts";
import { keepHistory } from "./history/keep-history.ts";
import { readHistory } from "./history/read-history.ts";
import { listDiscountStock, listStatuses } from "./list-readings.ts";
import { listVendorCodes } from "./list-vendor-codes.ts";
import { listVendors } from "./list-vendors.ts";
import { readVendor } from "./read-vendor.ts";
import { rejudge } from "./rejudge.ts";
import {
  answerOf,
  discountRow,
  productsRow,
  startMs,
  statusRow,
  storeRows,
  vendorsContext,
} from "./testing/answers.ts";
import { writeDefaultThresholds, writeThresholds } from "./thresholds/change-thresholds.ts";
import { defaultThresholds } from "./thresholds/defaults.ts";
import { previewThresholds } from "./thresholds/preview-thresholds.ts";
import { listVersions } from "./thresholds/read-thresholds.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

describeOnEveryStore("what a source answers", (open) => {
  let store: Store;
  beforeEach(async () => {
    store ??= await open();
    for (const table of [
      vendorReadings,
      vendorAnswers,
      vendorAnswerSteps,
      vendorEvents,
      vendorHistory,
      vendors,
      thresholdVersions,
    ])
      await store.db.delete(table);
  });
  const stored = (
    rows: Parameters<typeof answerOf>[0],
    nowMs = startMs,
    bad: Parameters<typeof answerOf>[1] = [],
  ) => storeRows(store, "vendor-product-status", answerOf(rows, bad), nowMs);

  test("is judged, counted, and told as changes, the worst first", async () => {
    const first = await stored([productsRow("A", 97), productsRow("B", 5), productsRow("C", 50)]);
    expect(first).toMatchObject({ rows: 3, badRows: 0, counts: { cherry: 1, yellow: 1, "dark-green": 1 } });
    expect(first.changes.map(({ code, from, to }) => [code, from, to])).toEqual([
      ["B", null, "cherry"],
      ["C", null, "yellow"],
      ["A", null, "dark-green"],
    ]);
    const second = await stored(
      [productsRow("A", 97), productsRow("B", 99), productsRow("C", 35)],
      startMs + minuteMs,
    );
    expect(second.changes.map(({ code, from, to, value }) => [code, from, to, value])).toEqual([
      ["C", "yellow", "red", 35],
      ["B", "cherry", "dark-green", 99],
    ]);
    expect(second.changes[0]?.row).toEqual({
      code: "C",
      name: "Bakery C",
      city: "Lisbon",
      products: 100,
      available: 35,
      availablePercent: 35,
      severity: "red",
      since: new Date(startMs + minuteMs).toISOString(),
      observedAt: new Date(startMs + minuteMs).toISOString(),
    });
  });

  test("counts what a severity lasts from where it began, not from the last look", async () => {
    await stored([productsRow("A", 50)]);
    await stored([productsRow("A", 51)], startMs + minuteMs);
    const { products, events } = await readVendor(vendorsContext(store), "A");
    expect(products).toMatchObject({ availablePercent: 51, since: new Date(startMs).toISOString() });
    expect(events.map(({ from, to, value }) => [from, to, value])).toEqual([[null, "yellow", 50]]);
  });

  test("lets go of whom it no longer names", async () => {
    await stored([productsRow("A", 97), productsRow("B", 5)]);
    const { changes, counts } = await stored([productsRow("A", 97)], startMs + minuteMs);
    expect(changes.map(({ code, from, to }) => [code, from, to])).toEqual([["B", "cherry", null]]);
    expect(counts.cherry).toBe(0);
    expect(await listVendorCodes({ store })).toEqual([{ code: "A", name: "Bakery A", city: "Lisbon" }]);
    expect((await readVendor(vendorsContext(store), "B")).events).toHaveLength(1);
  });

  test("lets go of nobody whose row could not be read, and of nobody at all where a row may be anybody's", async () => {
    await stored([productsRow("A", 97), productsRow("B", 5), productsRow("C", 5)]);
    const problem = "available is no number";
    const one = await stored([productsRow("A", 97)], startMs + minuteMs, [{ row: 2, problem, code: "B" }]);
    expect(one).toMatchObject({ badRows: 1, badExamples: [{ row: 2, problem }], counts: { cherry: 1 } });
    expect(one.changes.map(({ code, to }) => [code, to])).toEqual([["C", null]]);
    const other = await stored([productsRow("A", 97)], startMs + 2 * minuteMs, [{ row: 2, problem }]);
    expect(other.changes).toEqual([]);
  });

  test("changes nothing when none of it can be used, and says why", async () => {
    await stored([productsRow("A", 5)]);
    await expect(stored([], startMs, [{ row: 1, problem: "code is empty" }])).rejects.toThrow(
      /None of the answer's 1 rows.*code is empty/,
    );
    await expect(stored([])).rejects.toThrow(/no rows, though 1 vendors were known/);
    expect((await readVendor(vendorsContext(store), "A")).worst).toBe("cherry");
  });

  test("may say that there are no discounts any more", async () => {
    await storeRows(store, "discount-stock", answerOf([discountRow("A", 3)]));
    const { changes } = await storeRows(store, "discount-stock", answerOf([]));
    expect(changes).toMatchObject([{ item: "A-1", from: "red-high", to: null }]);
  });

  test("remembers since when a vendor is offline, where the source does not say it", async () => {
    const row = { ...statusRow("A", 1), offlineSince: null };
    const ask = (nowMs: number) => storeRows(store, "vendor-status", answerOf([row]), nowMs);
    await ask(startMs);
    const { changes } = await ask(startMs + 31 * minuteMs);
    expect(changes).toMatchObject([
      { to: "red", value: 31, row: { offlineSince: new Date(startMs).toISOString() } },
    ]);
  });

  test("is listed a page at a time, each row once", async () => {
    const codes = Array.from({ length: 25 }, (_, index) => `V${String(index).padStart(2, "0")}`);
    const rows = codes.flatMap((code) => [discountRow(code, 50), discountRow(code, 60, `${code}-2`)]);
    await storeRows(store, "discount-stock", answerOf(rows));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listDiscountStock(vendorsContext(store), { limit: 7, ...(cursor && { cursor }) });
      expect(page.vendors.length).toBeLessThanOrEqual(7);
      seen.push(...page.vendors.map(({ item }) => item));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual(rows.map(({ item }) => item));
    await expect(listStatuses(vendorsContext(store), { limit: 1, cursor: "nonsense" })).rejects.toThrow(
      "not where a page",
    );
  });

  test("makes one line of all that is known of a vendor, the worst of it in front", async () => {
    await stored([productsRow("A", 97), productsRow("B", 50)]);
    await storeRows(store, "vendor-status", answerOf([statusRow("A", 45), statusRow("B")]));
    await storeRows(store, "discount-stock", answerOf([discountRow("A", 15), discountRow("A", 4, "A-2")]));
    const { vendors: list } = await listVendors(vendorsContext(store));
    expect(list.map(({ code, worst }) => [code, worst])).toEqual([
      ["A", "red-high"],
      ["B", "yellow"],
    ]);
    expect(list[0]).toMatchObject({
      status: { offlineMinutes: 45, severity: "red" },
      products: { availablePercent: 97 },
      discount: { item: "A-2", items: 2, leftPercent: 4 },
    });
    expect(list[0]?.spark).toHaveLength(36);
    expect(list[0]?.spark.at(-1)).toBe(97);
    expect(list[1]?.discount).toBeNull();
  });

  test("is the past of a chart: each step its lowest, highest, last and mean value", async () => {
    for (const [minute, available] of [
      [0, 90],
      [3, 80],
      [6, 100],
      [12, 70],
    ] as const)
      await stored([productsRow("A", available)], startMs + minute * minuteMs);
    const ctx = vendorsContext(store, () => startMs + 15 * minuteMs);
    const { points } = await readHistory(ctx, {
      code: "A",
      question: "vendor-product-status",
      item: "",
      range: "6h",
    });
    expect(points).toEqual([
      { at: new Date(startMs).toISOString(), low: 80, high: 100, average: 90, last: 100 },
      { at: new Date(startMs + 10 * minuteMs).toISOString(), low: 70, high: 70, average: 70, last: 70 },
    ]);
  });

  test("is summed up when its steps are over, and shown alike before and after", async () => {
    for (let step = 0; step < 60; step += 1)
      await stored(
        [productsRow("A", 40 + step), productsRow("B", 99 - step)],
        startMs + step * 10 * minuteMs,
      );
    const ctx = vendorsContext(store, () => startMs + 600 * minuteMs);
    const read = (range: "7d" | "90d") =>
      readHistory(ctx, { code: "A", question: "vendor-product-status", item: "", range });
    const before = [await read("7d"), await read("90d")];
    expect((await keepHistory(ctx)).summed).toBeGreaterThan(20);
    expect([await read("7d"), await read("90d")]).toEqual(before);
    expect(before[0]?.points[0]).toEqual({
      at: new Date(startMs).toISOString(),
      low: 40,
      high: 45,
      average: 42.5,
      last: 45,
    });
    expect(await keepHistory(ctx)).toEqual({ summed: 0, removed: 0 });
  });

  test("goes when it is too old: fine steps after days, the rest after what the settings say", async () => {
    await stored([productsRow("A", 40), productsRow("B", 40)]);
    const later = (days: number) => vendorsContext(store, () => startMs + days * 24 * hourMs);
    const points = async (days: number) =>
      (
        await readHistory(later(days), {
          code: "A",
          question: "vendor-product-status",
          item: "",
          range: "90d",
        })
      ).points;
    await keepHistory(later(3));
    expect(
      (await store.db.select().from(vendorHistory)).map(({ stepMinutes }) => stepMinutes).sort(),
    ).toEqual([360, 360, 60, 60]);
    expect(await points(3)).toHaveLength(1);
    await stored([productsRow("A", 99)], startMs + 89 * 24 * hourMs);
    await keepHistory(later(89));
    expect(await points(89)).toHaveLength(2);
    await keepHistory(later(91));
    expect(await points(91)).toHaveLength(1);
    expect(await store.db.select().from(vendorEvents)).toHaveLength(1);
    expect((await store.db.select().from(vendors)).map(({ code }) => code)).toEqual(["A"]);
  });

  const limits = { cherry: 20, "red-high": 30, red: 60, yellow: 70, green: 80, "light-green": 90 };
  const question = "vendor-product-status" as const;
  const given = { question, by: "operator", nowMs: startMs + hourMs };

  test("judged by other limits is what their preview said", async () => {
    await stored(Array.from({ length: 101 }, (_, percent) => productsRow(`V${percent}`, percent)));
    const before = await previewThresholds({ store }, question, { limits, margin: 3 });
    const changes = await store.db.transaction(async (tx) => {
      const written = await writeThresholds(tx, {
        ...given,
        change: { limits, margin: 3, version: 0, note: "stricter" },
      });
      return rejudge(tx, question, written, given.nowMs);
    });
    expect(changes).toHaveLength(before.changed);
    expect(changes.slice(0, 50).map(({ code, from, to }) => [code, from, to])).toEqual(
      before.examples.map((one) => [one.code, one.before, one.after]),
    );
    const after = await previewThresholds({ store }, question, { limits, margin: 3 });
    expect(after).toMatchObject({ changed: 0, before: before.after, after: before.after });
    const again = await stored(
      Array.from({ length: 101 }, (_, percent) => productsRow(`V${percent}`, percent)),
      given.nowMs + minuteMs,
    );
    expect(again.changes).toEqual([]);
    expect(again.counts).toEqual(before.after);
  });

  test("limits have versions: who knew an older one is told, and the default is one of them", async () => {
    const change = { limits, margin: 3, version: 0, note: "stricter" };
    const write = (given_: typeof change) =>
      store.db.transaction((tx) => writeThresholds(tx, { ...given, change: given_ }));
    expect(await write(change)).toMatchObject({ version: 1, changedBy: "operator", isDefault: false });
    await expect(write(change)).rejects.toMatchObject({ code: "conflict", reason: "version_outdated" });
    await expect(write({ ...change, version: 1, limits: { ...limits, red: 10 } })).rejects.toMatchObject({
      code: "validation_failed",
      fields: [{ path: "body.limits.red" }],
    });
    const back = await store.db.transaction((tx) => writeDefaultThresholds(tx, given));
    expect(back).toMatchObject({ version: 2, isDefault: true, ...defaultThresholds[question] });
    const { versions } = await listVersions({ store }, question);
    expect(versions.map(({ version, note }) => [version, note])).toEqual([
      [2, "Back to the default"],
      [1, "stricter"],
      [0, "As delivered"],
    ]);
    expect(await store.db.transaction((tx) => writeDefaultThresholds(tx, given))).toEqual(back);
  });
});
