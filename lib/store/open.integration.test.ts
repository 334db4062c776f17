import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { products } from "./schema.ts";
import { describeOnEveryStore } from "./testing/every-store.ts";

describeOnEveryStore("an open store", (open) => {
  test("answers a ping", async () => {
    const store = await open();
    await expect(store.ping()).resolves.toBeUndefined();
    expect(await store.db.select().from(products)).toEqual([]);
    await store.db.execute(sql`select 1`);
  });
});
