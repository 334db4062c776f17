// Runs once before the integration tests: a PostgreSQL, and a migrated database of either kind to copy from.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { migrateStore } from "../migrate.ts";
import { openStore } from "../open.ts";
import type { StoreLog } from "../types.ts";
import { createDatabase, databaseName } from "./postgres-databases.ts";
import { type RunningPostgres, startPostgres } from "./start-postgres.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A server where databases may be created; undefined when the tests were told to do without. */
    postgresServer: { url: string; template: string } | undefined;
    /** A data directory with a migrated embedded database. */
    pgliteTemplate: string;
  }
}

const silent: StoreLog = { info: () => undefined, exception: () => undefined };

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const cleanups: (() => Promise<void>)[] = [];
  const cleanUp = async () => {
    for (const cleanup of cleanups.reverse()) await cleanup();
  };
  try {
    project.provide("pgliteTemplate", await createPgliteTemplate(cleanups));
    project.provide("postgresServer", await createPostgresTemplate(cleanups));
  } catch (error) {
    await cleanUp();
    throw error;
  }
  return cleanUp;
}

async function createPgliteTemplate(cleanups: (() => Promise<void>)[]): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), "faultmart-pglite-"));
  cleanups.push(() => rm(dataDir, { recursive: true, force: true }));
  await migrateAndClose({ dataDir });
  return dataDir;
}

async function createPostgresTemplate(cleanups: (() => Promise<void>)[]) {
  const wanted = process.env.TEST_DATABASE_URL;
  if (wanted === "none") return undefined;
  const server = wanted ? { url: wanted, stop: async () => undefined } : await startOrExplain();
  cleanups.push(server.stop);
  const template = await createDatabase(server.url);
  cleanups.push(template.drop);
  await migrateAndClose({ dataDir: tmpdir(), databaseUrl: template.url });
  return { url: server.url, template: databaseName(template) };
}

async function startOrExplain(): Promise<RunningPostgres> {
  try {
    return await startPostgres();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `PostgreSQL for the tests did not start: ${reason}. Set TEST_DATABASE_URL to a server where databases may be created, or to "none" to test the embedded database alone.`,
      { cause },
    );
  }
}

async function migrateAndClose(where: { dataDir: string; databaseUrl?: string }): Promise<void> {
  const store = await openStore({ ...where, poolSize: 1, log: silent });
  try {
    await migrateStore(store);
  } finally {
    await store.close();
  }
}
