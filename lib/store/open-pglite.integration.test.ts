import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { z } from "zod";
import { initialisePglite } from "./initialise-pglite.ts";
import { openPglite } from "./open-pglite.ts";
import { initdbArguments, postgresSettings } from "./pglite-settings.ts";
import { silentLog } from "./testing/every-store.ts";
import { tidyPglite } from "./tidy-pglite.ts";

const writer = fileURLToPath(new URL("./testing/write-until-killed.ts", import.meta.url));
let parent: string;
let dataDir: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "faultmart-pglite-test-"));
  dataDir = join(parent, "deep", "data");
});

afterEach(async () => {
  await rm(parent, { recursive: true });
});

const open = () => openPglite({ dataDir, log: silentLog });
const skipFirstStart = () => cpSync(inject("pgliteTemplate"), dataDir, { recursive: true });

test("makes its directory, says that it creates the database, and finds it again", async () => {
  const said: string[] = [];
  const log = { ...silentLog, info: (message: string) => said.push(message) };
  const first = await openPglite({ dataDir, log });
  await first.db.execute(sql`create table kept as select 42 as answer`);
  await first.close();
  const second = await openPglite({ dataDir, log });
  expect(await second.db.execute(sql`select * from kept`)).toMatchObject({ rows: [{ answer: 42 }] });
  await second.close();
  expect(said).toEqual(["creating the embedded database"]);
});

test("refuses a directory that is open elsewhere, and works once that is closed", async () => {
  skipFirstStart();
  const first = await open();
  await expect(open()).rejects.toMatchObject({ code: "conflict" });
  await first.close();
  await (await open()).close();
});

test("has every write that was acknowledged before a kill -9", async () => {
  skipFirstStart();
  const acknowledged: number[] = [];
  for (let round = 1; round <= 5; round++) {
    const child = startWriter(round * 100_000);
    const exited = once(child, "exit");
    const enough = acknowledged.length + 40 * round;
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged.push(Number(line));
      if (acknowledged.length === enough) child.kill("SIGKILL");
    }
    // A dying process closes its output a moment before it is gone, and until then it holds the directory.
    await exited;
    expect(acknowledged.length).toBeGreaterThanOrEqual(enough);
    const store = await open();
    const { rows } = z
      .object({ rows: z.array(z.object({ number: z.int() })) })
      .parse(await store.db.execute(sql`select number from written`));
    const kept = new Set(rows.map(({ number }) => number));
    expect(acknowledged.filter((number) => !kept.has(number))).toEqual([]);
    await store.close();
  }
}, 180_000);

test("starts afresh after a kill half-way through its first start", async () => {
  const child = startWriter(1);
  await expect
    .poll(() => readdir(dataDir).catch(() => []))
    .toContainEqual(expect.stringMatching(/^pglite\.new-/));
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
  const store = await open();
  await store.ping();
  expect((await readdir(dataDir)).toSorted()).toEqual(["lock.2", "pglite"]);
  await store.close();
});

test("says what to do about a database that does not open", async () => {
  await mkdir(join(dataDir, "pglite"), { recursive: true });
  await writeFile(join(dataDir, "pglite", "PG_VERSION"), "18\n");
  await expect(open()).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("Move that directory away"),
  });
  expect(await readdir(dataDir)).toContain("free.1");
});

test("says what to do when the data directory cannot be made", async () => {
  await writeFile(join(parent, "deep"), "in the way");
  await expect(open()).rejects.toMatchObject({ message: expect.stringContaining("Set DATA_DIR.") });
});

test("says how much space is missing", async () => {
  const database = join(parent, "pglite");
  await expect(initialisePglite(database, silentLog, 2 ** 60)).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("A new database needs 1099511627776 MB"),
  });
  expect(await readdir(parent)).toEqual([]);
});

test("keeps its write-ahead log short", async () => {
  const directory = join(parent, "pglite");
  const options = { postgresqlconf: postgresSettings, initDbStartParams: initdbArguments };
  const client = await PGlite.create({ dataDir: directory, ...options });
  const segments = async () => (await readdir(join(directory, "pg_wal"))).length;
  expect(await tidyPglite(client)).toBe(false);
  await client.exec("create table big as select repeat(md5(g::text), 20) from generate_series(1, 150000) g");
  const grown = await segments();
  expect(await tidyPglite(client)).toBe(true);
  expect(grown).toBeGreaterThan(90);
  expect(await segments()).toBeLessThan(80);
  expect(await tidyPglite(client)).toBe(false);
  await client.close();
});

function startWriter(firstNumber: number) {
  return spawn(process.execPath, [writer, dataDir, String(firstNumber)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}
