// Store tests run twice: on the embedded database and on PostgreSQL.
import { cpSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, inject } from "vitest";
import { openStore } from "../open.ts";
import type { Store, StoreLog } from "../types.ts";
import { createDatabase } from "./postgres-databases.ts";

/** Opens a migrated, empty database of its own; closed and removed after the tests of its block. */
export type OpenTestStore = (options?: { poolSize?: number }) => Promise<Store>;

export const silentLog: StoreLog = { info: () => undefined, exception: () => undefined };

export function describeOnEveryStore(subject: string, tests: (open: OpenTestStore) => void): void {
  describe(`${subject}, on PGlite`, () => tests(withCleanUp(openPgliteCopy)));
  const server = inject("postgresServer");
  describe.skipIf(server === undefined)(`${subject}, on PostgreSQL`, () =>
    tests(withCleanUp(openPostgresCopy)),
  );
}

type Cleanups = (() => Promise<unknown>)[];

function withCleanUp(open: (cleanups: Cleanups, poolSize: number) => Promise<Store>): OpenTestStore {
  const cleanups: Cleanups = [];
  afterAll(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });
  return async ({ poolSize = 4 } = {}) => {
    const store = await open(cleanups, poolSize);
    cleanups.push(() => store.close());
    return store;
  };
}

async function openPgliteCopy(cleanups: Cleanups, poolSize: number): Promise<Store> {
  const dataDir = await mkdtemp(join(tmpdir(), "faultmart-store-"));
  cleanups.push(() => rm(dataDir, { recursive: true, force: true }));
  // A thousand small files: not waiting for each takes a seventh of the time.
  cpSync(inject("pgliteTemplate"), dataDir, { recursive: true });
  return openStore({ dataDir, poolSize, log: silentLog });
}

async function openPostgresCopy(cleanups: Cleanups, poolSize: number): Promise<Store> {
  const server = inject("postgresServer");
  if (!server) throw new Error("This test run has no PostgreSQL");
  const database = await createDatabase(server.url, server.template);
  cleanups.push(database.drop);
  return openStore({ databaseUrl: database.url, dataDir: tmpdir(), poolSize, log: silentLog });
}
