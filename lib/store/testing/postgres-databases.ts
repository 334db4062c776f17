// Databases on the PostgreSQL of this test run. Creating one from a migrated template takes some 30 ms.
import { randomUUID } from "node:crypto";
import { Client } from "pg";

export type TestDatabase = { readonly url: string; drop(): Promise<void> };

/** Empty, unless a template is named. */
export async function createDatabase(serverUrl: string, template = "template0"): Promise<TestDatabase> {
  const name = `faultmart_test_${randomUUID().replaceAll("-", "")}`;
  await runOn(serverUrl, `create database ${name} template ${template}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => runOn(serverUrl, `drop database if exists ${name} with (force)`) };
}

export function databaseName(database: TestDatabase): string {
  return new URL(database.url).pathname.slice(1);
}

/** One statement as the server's administrator, on a connection of its own. */
export async function runOn(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
