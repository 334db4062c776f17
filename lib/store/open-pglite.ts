// The embedded database: PostgreSQL as WebAssembly in this process, one session, files under the data directory.
// It survives a killed process; it does not fsync, so a power cut can lose the latest writes.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/pglite";
import { AppError } from "#lib/kernel/errors.ts";
import { lockDataDir } from "./data-dir-lock.ts";
import { initialisePglite } from "./initialise-pglite.ts";
import { postgresSettings } from "./pglite-settings.ts";
import { keepStatements } from "./pglite-statements.ts";
import { pingWithin } from "./ping-within.ts";
import * as schema from "./schema.ts";
import { shareInFlight } from "./share-in-flight.ts";
import { keepPgliteTidy } from "./tidy-pglite.ts";
import type { Store, StoreLog } from "./types.ts";

type PgliteOptions = { dataDir: string; log: StoreLog };

export async function openPglite({ dataDir, log }: PgliteOptions): Promise<Store> {
  await makeDirectory(dataDir);
  const lock = await lockDataDir(dataDir, { log });
  try {
    const client = await startEngine(dataDir, log);
    return toStore(client, keepPgliteTidy(client, log), lock.release);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function toStore(client: PGlite, stopTidying: () => void, releaseLock: () => Promise<void>): Store {
  const db = drizzle(keepStatements(client) as PGlite, { schema });
  // There is one session: a question that hangs would only be followed by others, until the memory is full.
  const ask = shareInFlight(() => db.execute(sql`select 1`));
  const close = async () => {
    stopTidying();
    await client.close().finally(releaseLock);
  };
  let closed: Promise<void> | undefined;
  return {
    kind: "pglite",
    db,
    ping: () => pingWithin(ask()),
    maintain: (work) => db.transaction(work),
    close: () => (closed ??= close()),
  };
}

async function startEngine(dataDir: string, log: StoreLog): Promise<PGlite> {
  const directory = join(dataDir, "pglite");
  await initialisePglite(directory, log);
  try {
    return await PGlite.create({ dataDir: directory, postgresqlconf: postgresSettings });
  } catch (cause) {
    throw new AppError(
      "unavailable",
      `The embedded database in ${directory} does not open. Move that directory away to start with an empty shop.`,
      { cause },
    );
  }
}

async function makeDirectory(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError(
      "unavailable",
      `The data directory ${dataDir} cannot be made: ${reason}. Set DATA_DIR.`,
      { cause },
    );
  }
}
