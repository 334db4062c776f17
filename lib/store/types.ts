import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type * as schema from "./schema.ts";

export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;

export type Store = Common & (Embedded | Served);

type Embedded = { readonly kind: "pglite" };
type Served = {
  readonly kind: "postgres";
  /** For a library that brings its own SQL: over the same connections, under the same limits. */
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
};

type Common = {
  readonly db: Database;
  /** Resolves when the database answers; rejects within two seconds when it does not. */
  ping(): Promise<void>;
  /** One transaction without the time limit of ordinary statements, for work on the schema. */
  maintain<T>(work: (tx: Database) => Promise<T>): Promise<T>;
  /** Waits for statements in flight; calling it twice is fine. */
  close(): Promise<void>;
};

/** What the store says about itself; any logger of the project fits. */
export type StoreLog = {
  info(message: string, attributes?: Record<string, string | number>): void;
  exception(message: string, error: unknown): void;
};
