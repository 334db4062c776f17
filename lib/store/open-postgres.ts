// PostgreSQL through a pool of connections, for more than one process or machine.
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { Client, type ClientConfig } from "pg";
import { AppError } from "#lib/kernel/errors.ts";
import { pingWithin } from "./ping-within.ts";
import { createPostgresPool } from "./postgres-pool.ts";
import * as schema from "./schema.ts";
import { shareInFlight } from "./share-in-flight.ts";
import type { Database, Store, StoreLog } from "./types.ts";

type PostgresOptions = { databaseUrl: string; poolSize: number; log: StoreLog };

export async function openPostgres({ databaseUrl, poolSize, log }: PostgresOptions): Promise<Store> {
  const pool = createPostgresPool({ databaseUrl, poolSize, log });
  const db = drizzle(pool, { schema });
  let closed: Promise<void> | undefined;
  const store: Store = {
    kind: "postgres",
    db,
    query: (text, values) => pool.query(text, values),
    // After its time limit the next ping asks over another connection: this one may be lost and the server well.
    ping: shareInFlight(() => pingWithin(db.execute(sql`select 1`))),
    maintain: (work) => maintain(databaseUrl, work),
    close: () => (closed ??= pool.end()),
  };
  await store.ping().catch(async (cause: unknown) => {
    await store.close();
    throw unreachable(databaseUrl, cause);
  });
  return store;
}

/** Waiting for another replica's migration is fine; waiting for ever would hide that one hangs. */
const maintenanceLockTimeoutMs = 60_000;

async function maintain<T>(databaseUrl: string, work: (tx: Database) => Promise<T>): Promise<T> {
  const config: ClientConfig = {
    connectionString: databaseUrl,
    application_name: "faultmart maintenance",
    connectionTimeoutMillis: 5_000,
    lock_timeout: maintenanceLockTimeoutMs,
    keepAlive: true,
  };
  const client = new Client(config);
  // A lost connection also fails the statement in flight; without a listener it would end the process.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await drizzle(client, { schema }).transaction(work);
  } finally {
    await client.end();
  }
}

function unreachable(databaseUrl: string, cause: unknown): AppError {
  const { host, pathname } = new URL(databaseUrl);
  return new AppError(
    "unavailable",
    `PostgreSQL at ${host}${pathname} cannot be used: ${firstReason(cause)}. Check DATABASE_URL and that the server runs.`,
    { cause },
  );
}

/** Drizzle wraps the driver's error, and Node wraps one error per address tried. */
function firstReason(error: unknown): string {
  if (error instanceof AggregateError) return firstReason(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message.replace(/\.$/, "") : firstReason(error.cause);
}
