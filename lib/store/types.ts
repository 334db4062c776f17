import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type * as schema from "./schema.ts";

export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;

export type Store = {
  readonly kind: "pglite" | "postgres";
  readonly db: Database;
  /** Resolves when the database answers; rejects within two seconds when it does not. */
  ping(): Promise<void>;
  close(): Promise<void>;
};
