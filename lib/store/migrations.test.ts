import { readFile } from "node:fs/promises";
import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";
import { expect, test } from "vitest";
import { z } from "zod";
import * as alertTables from "./alert-tables.ts";
import * as shopTables from "./schema.ts";
import * as vendorTables from "./vendor-tables.ts";

const schema = { ...shopTables, ...vendorTables, ...alertTables };

const Journal = z.object({ entries: z.array(z.object({ idx: z.int(), when: z.int(), tag: z.string() })) });
const readJson = async (name: string) =>
  JSON.parse(await readFile(new URL(`./migrations/meta/${name}`, import.meta.url), "utf8"));

test("the committed migrations lead to exactly the schema in the code", async () => {
  const { entries } = Journal.parse(await readJson("_journal.json"));
  const newest = String(entries.at(-1)?.idx).padStart(4, "0");
  const committed = await readJson(`${newest}_snapshot.json`);
  expect(await generateMigration(committed, generateDrizzleJson(schema, committed.id))).toEqual([]);
});

test("each migration is newer than the one before, else it would be taken for applied", async () => {
  const { entries } = Journal.parse(await readJson("_journal.json"));
  const moments = entries.map(({ when }) => when);
  expect(moments).toEqual(moments.toSorted((one, other) => one - other));
  expect(new Set(moments).size).toBe(moments.length);
});
