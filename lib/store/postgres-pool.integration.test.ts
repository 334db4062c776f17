import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { createPostgresPool, defaultLimits } from "./postgres-pool.ts";
import * as schema from "./schema.ts";
import { runOn } from "./testing/postgres-databases.ts";
import { startProxy, type TcpProxy } from "./testing/start-proxy.ts";

const serverUrl = inject("postgresServer")?.url ?? "";

describe.skipIf(serverUrl === "")("a pool of one connection", () => {
  const limits = { ...defaultLimits, statementMs: 1_000, silenceMs: 1_500 };
  let proxy: TcpProxy;
  let pool: ReturnType<typeof createPostgresPool>;
  let lost: string[];

  beforeEach(async () => {
    lost = [];
    proxy = await startProxy(serverUrl);
    const log = { info: () => undefined, exception: (message: string) => lost.push(message) };
    pool = createPostgresPool({ databaseUrl: proxy.url, poolSize: 1, log, limits });
  });

  afterEach(async () => {
    await pool.end();
    await proxy.close();
  });

  const database = () => drizzle(pool, { schema });
  const backend = async () => (await pool.query("select pg_backend_pid() as pid")).rows[0].pid;
  const terminate = (pid: number) => runOn(serverUrl, `select pg_terminate_backend(${pid})`);

  test("survives the loss of an idle connection", async () => {
    await terminate(await backend());
    await expect.poll(() => lost).toEqual(["lost an idle connection to PostgreSQL"]);
    expect(await backend()).toBeGreaterThan(0);
  });

  test("survives the loss of a connection inside a transaction", async () => {
    const work = database().transaction(async (tx) => {
      const { rows } = await tx.execute(sql`select pg_backend_pid() as pid`);
      await terminate(Number(rows[0]?.pid));
      await expect.poll(() => lost).toContain("lost a busy connection to PostgreSQL");
      await tx.execute(sql`select 1`);
    });
    await expect(work).rejects.toThrow("rollback");
    expect(await backend()).toBeGreaterThan(0);
  });

  test("gets its connection back when `begin` fails", async () => {
    await backend();
    proxy.cutOn("begin");
    await expect(database().transaction(async () => undefined)).rejects.toThrow("begin");
    expect(await backend()).toBeGreaterThan(0);
  });

  test("gives up on a server that falls silent and recovers when it answers again", async () => {
    await backend();
    proxy.freeze();
    await expect(pool.query("select 1")).rejects.toThrow("PostgreSQL was silent for 1500 ms");
    proxy.thaw();
    expect(await backend()).toBeGreaterThan(0);
  });

  test("stops a statement that runs too long", async () => {
    await expect(pool.query("select pg_sleep(5)")).rejects.toThrow("statement timeout");
  });

  test("says who it is", async () => {
    const { rows } = await pool.query("select current_setting('application_name') as name");
    expect(rows).toEqual([{ name: "faultmart" }]);
  });
});
