import type { Store, StoreLog } from "./types.ts";

export type StoreOptions = {
  /** PostgreSQL to use; without it the embedded database under `dataDir`. */
  databaseUrl?: string | undefined;
  poolSize: number;
  dataDir: string;
  log: StoreLog;
};

/** Loads what it opens and not the other one: each takes megabytes, and a part of every start. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { databaseUrl, poolSize, dataDir, log } = options;
  if (databaseUrl === undefined) {
    const { openPglite } = await import("./open-pglite.ts");
    return openPglite({ dataDir, log });
  }
  const { openPostgres } = await import("./open-postgres.ts");
  return openPostgres({ databaseUrl, poolSize, log });
}
