import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { z } from "zod";
import { migrateStore } from "./migrate.ts";
import { openStore } from "./open.ts";
import { products } from "./schema.ts";
import { describeOnEveryStore, silentLog } from "./testing/every-store.ts";
import { createDatabase, type TestDatabase } from "./testing/postgres-databases.ts";
import type { Store } from "./types.ts";

const Rows = z.object({ rows: z.array(z.object({ hash: z.string() })) });

async function readApplied(store: Store): Promise<string[]> {
  const result = await store.db.execute(sql`select hash from drizzle.__drizzle_migrations order by id`);
  return Rows.parse(result).rows.map(({ hash }) => hash);
}

describeOnEveryStore("migrating a migrated store", (open) => {
  test("changes nothing", async () => {
    const store = await open();
    const before = await readApplied(store);
    await migrateStore(store);
    expect(await readApplied(store)).toEqual(before);
    expect(before.length).toBeGreaterThan(0);
  });
});

const server = inject("postgresServer");
describe.skipIf(server === undefined)("migrating an empty PostgreSQL", () => {
  let database: TestDatabase;
  let replicas: Store[];

  beforeEach(async () => {
    database = await createDatabase(server?.url ?? "");
    const open = () =>
      openStore({ databaseUrl: database.url, dataDir: "/nowhere", poolSize: 1, log: silentLog });
    replicas = await Promise.all([open(), open(), open(), open()]);
  });

  afterEach(async () => {
    await Promise.all(replicas.map((replica) => replica.close()));
    await database.drop();
  });

  test("is done once by four replicas that start together", async () => {
    await Promise.all(replicas.map(migrateStore));
    for (const replica of replicas) {
      const applied = await readApplied(replica);
      expect(applied.length).toBeGreaterThan(0);
      expect(new Set(applied).size).toBe(applied.length);
      expect(await replica.db.$count(products)).toBe(0);
    }
  });

  test("leaves nothing behind when it fails", async () => {
    const [replica] = replicas as [Store];
    await replica.db.execute(sql`create table products (mine text)`);
    await expect(migrateStore(replica)).rejects.toThrow();
    await expect(readApplied(replica)).rejects.toMatchObject({ cause: { code: "42P01" } });
    await replica.db.execute(sql`drop table products`);
    await migrateStore(replica);
    expect(await replica.db.$count(products)).toBe(0);
  });
});
