import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { rowsOf } from "#lib/store/rows-of.ts";
import { describeOnEveryStore } from "#lib/store/testing/every-store.ts";
import type { Store } from "#lib/store/types.ts";
import { vendorHistory, vendorReadings, vendors } from "#lib/store/vendor-tables.ts";
import { listProductStatuses } from "./list-readings.ts";
import { readVendor } from "./read-vendor.ts";
import { rejudge } from "./rejudge.ts";
import { answerOf, productsRow, startMs, storeRows, vendorsContext } from "./testing/answers.ts";
import type { BadRow } from "./types.ts";

const question = "vendor-product-status" as const;

describeOnEveryStore("a reading", (open) => {
  let store: Store;
  beforeEach(async () => {
    store ??= await open();
    for (const table of [vendorReadings, vendorHistory, vendors]) await store.db.delete(table);
  });
  const afterMinutes = (minutes: number) => startMs + minutes * 60_000;
  const take = (minutes: number, rows: Parameters<typeof answerOf>[0], bad: BadRow[] = []) =>
    storeRows(store, question, answerOf(rows, bad), afterMinutes(minutes));
  const ages = async () => {
    const { vendors: rows } = await listProductStatuses(vendorsContext(store), { limit: 9 });
    return rows.map(({ code, observedAt }) => [code, (Date.parse(observedAt) - startMs) / 60_000]);
  };

  test("that stays as it is is not written again, and is as new as the newest answer", async () => {
    const written = async () =>
      rowsOf(await store.db.execute(sql`select xmin::text, ctid::text from ${vendorReadings} order by code`));
    await take(0, [productsRow("A", 50), productsRow("B", 60)]);
    const before = await written();
    await take(3, [productsRow("A", 50), productsRow("B", 61)]);
    const after = await written();
    expect(after[0]).toEqual(before[0]);
    expect(after[1]).not.toEqual(before[1]);
    expect(await ages()).toEqual([
      ["A", 3],
      ["B", 3],
    ]);
    expect((await readVendor(vendorsContext(store), "A")).products?.observedAt).toBe(
      new Date(afterMinutes(3)).toISOString(),
    );
  });

  test("stays as old as it is while answers say nothing of it, judged anew or not", async () => {
    const unread: BadRow = { row: 2, problem: "available is no number", code: "B" };
    await take(0, [productsRow("A", 50), productsRow("B", 60)]);
    await take(3, [productsRow("A", 50)], [unread]);
    await take(6, [productsRow("A", 50)], [{ row: 2, problem: "code is empty" }]);
    const aged = [
      ["A", 6],
      ["B", 0],
    ];
    expect(await ages()).toEqual(aged);
    const limits = { cherry: 20, "red-high": 30, red: 70, yellow: 80, green: 85, "light-green": 90 };
    await store.db.transaction((tx) => rejudge(tx, question, { limits, margin: 3 }, afterMinutes(7)));
    expect(await ages()).toEqual(aged);
    expect((await readVendor(vendorsContext(store), "B")).worst).toBe("red");
    await take(9, [productsRow("A", 50), productsRow("B", 60)]);
    await take(12, [productsRow("A", 50), productsRow("B", 60)]);
    expect(await ages()).toEqual([
      ["A", 12],
      ["B", 12],
    ]);
  });
});
