import { cpSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/pglite";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type Asked, keepStatements } from "./pglite-statements.ts";
import { products } from "./schema.ts";

let parent: string;
let plain: PGlite;
let kept: Asked;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), "faultmart-statements-test-"));
  cpSync(inject("pgliteTemplate"), parent, { recursive: true });
  plain = await PGlite.create({ dataDir: join(parent, "pglite") });
  kept = keepStatements(plain);
});

afterAll(async () => {
  await plain.close();
  await rm(parent, { recursive: true });
});

const everyType = `select $1::int as whole, $2::text as word, $3::boolean as yes, $4::timestamptz as at, $5::jsonb as tree,
  $6::int[] as list, $7::text as nothing, $8::numeric as exact, $9::bigint as large, 'ümläut €' as fixed`;
const oneOfEach = [
  42,
  "it's a \\ word, or 二",
  true,
  new Date(1_700_000_000_123),
  { a: [1, "b"] },
  [1, 2],
  null,
  "1.50",
  2n ** 60n,
];

test.each(["array", "object"] as const)("answers as PGlite itself does, with rows as %s", async (rowMode) => {
  const expected = await plain.query(everyType, oneOfEach, { rowMode });
  for (let nth = 0; nth < 3; nth += 1)
    expect(await kept.query(everyType, oneOfEach, { rowMode })).toEqual(expected);
});

test.each([
  "create table numbers (number int primary key)",
  "insert into numbers select generate_series(1, 3)",
  "insert into numbers values (4) returning number",
  "update numbers set number = number + 10 where number > 2",
  "select * from numbers where number > 100",
  "delete from numbers",
  "drop table numbers",
])("says of `%s` what PGlite says", async (text) => {
  const undone = new Error("undone");
  const expected: unknown[] = [];
  const attempt = plain.transaction(async (tx) => {
    expected.push(await tx.query(text));
    throw undone;
  });
  await expect(attempt).rejects.toBe(undone);
  expect([await kept.query(text)]).toEqual(expected);
});

test("throws what the database complains of, and works after it", async () => {
  await kept.query("create table once (number int primary key)");
  const insert = "insert into once values ($1)";
  await kept.query(insert, [1]);
  await expect(kept.query(insert, [1])).rejects.toMatchObject({ code: "23505", constraint: "once_pkey" });
  await expect(kept.query("select * from nowhere")).rejects.toMatchObject({ code: "42P01" });
  await expect(kept.query(insert, ["many"])).rejects.toMatchObject({ code: "22P02" });
  expect(await kept.query(insert, [2])).toMatchObject({ affectedRows: 1 });
});

test("asks anew when the table has another shape, or the statement is gone", async () => {
  await plain.exec("create table shape as select 1 as a");
  const all = () => kept.query("select * from shape");
  expect(await all()).toMatchObject({ rows: [{ a: 1 }] });
  await plain.exec("alter table shape add column b int default 2");
  expect(await all()).toMatchObject({ rows: [{ a: 1, b: 2 }] });
  await plain.exec("deallocate all");
  expect(await all()).toMatchObject({ rows: [{ a: 1, b: 2 }] });
});

test("keeps a transaction apart from statements beside it, and undoes it as a whole", async () => {
  await kept.query("create table purse (coins int)");
  const count = () => kept.query("select coins from purse", [], { rowMode: "array" });
  const beside: Promise<unknown>[] = [];
  const failed = kept.transaction(async (tx) => {
    await tx.query("insert into purse values ($1)", [5]);
    beside.push(count());
    expect((await tx.query("select coins from purse", [], { rowMode: "array" })).rows).toEqual([[5]]);
    throw new Error("changed my mind");
  });
  await expect(failed).rejects.toThrow("changed my mind");
  expect(await beside[0]).toMatchObject({ rows: [] });
  await kept.transaction((tx) => tx.query("insert into purse values ($1)", [7]));
  expect((await count()).rows).toEqual([[7]]);
});

test("answers also when more different statements come than it keeps", async () => {
  for (let nth = 0; nth < 520; nth += 1)
    expect((await kept.query(`select ${nth} as nth`)).rows).toEqual([{ nth }]);
  const { rows } = await plain.query<{ kept: number }>(
    "select count(*)::int as kept from pg_prepared_statements",
  );
  expect(rows[0]?.kept).toBeLessThanOrEqual(500);
});

test("serves Drizzle, long texts and all", async () => {
  const db = drizzle(kept as PGlite);
  const name = "long ".repeat(20_000);
  const { rows } = await db.execute(sql`select ${name} as name`);
  expect(rows).toEqual([{ name }]);
  expect(await db.select().from(products)).toEqual([]);
});
