import { openPglite } from "./open-pglite.ts";
import { openPostgres } from "./open-postgres.ts";
import type { Store, StoreLog } from "./types.ts";

export type StoreOptions = {
  /** PostgreSQL to use; without it the embedded database under `dataDir`. */
  databaseUrl?: string | undefined;
  poolSize: number;
  dataDir: string;
  log: StoreLog;
};

export async function openStore(options: StoreOptions): Promise<Store> {
  const { databaseUrl, poolSize, dataDir, log } = options;
  return databaseUrl === undefined
    ? openPglite({ dataDir, log })
    : openPostgres({ databaseUrl, poolSize, log });
}
