import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Database, Store } from "./types.ts";

const migrationsFolder = fileURLToPath(new URL("./migrations", import.meta.url));

/** Any number will do, as long as every replica uses the same one and nothing else in the database does. */
const migrationLock = 7_326_019;

/** Where drizzle-kit's own tools look, so that they agree with us about what was applied. */
const journal = sql`drizzle.__drizzle_migrations`;

/** Brings the database to the newest schema, all or nothing. Replicas that start together take turns. */
export async function migrateStore(store: Store): Promise<void> {
  const migrations = readMigrationFiles({ migrationsFolder });
  await store.maintain(async (tx) => {
    if (store.kind === "postgres") await tx.execute(sql`select pg_advisory_xact_lock(${migrationLock})`);
    const appliedUntil = await readJournal(tx);
    for (const migration of migrations) {
      if (migration.folderMillis <= appliedUntil) continue;
      for (const statement of migration.sql) await tx.execute(sql.raw(statement));
      await tx.execute(
        sql`insert into ${journal} (hash, created_at) values (${migration.hash}, ${migration.folderMillis})`,
      );
    }
  });
}

async function readJournal(tx: Database): Promise<number> {
  await tx.execute(sql`create schema if not exists drizzle`);
  await tx.execute(
    sql`create table if not exists ${journal} (id serial primary key, hash text not null, created_at bigint)`,
  );
  const [newest] = await tx
    .select({ createdAt: sql<string | null>`max(created_at)`.mapWith(Number) })
    .from(sql`${journal}`);
  return newest?.createdAt ?? 0;
}
