// The embedded database has no background processes: nothing takes checkpoints and nothing vacuums, so its
// write-ahead log and its dead rows would grow until the disk is full.
import type { PGlite } from "@electric-sql/pglite";
import type { StoreLog } from "./types.ts";

/** Enough for some 30,000 orders; tidying up after them holds up other statements for about 0.2 s. */
const tidyAfterBytes = 32 * 1024 * 1024;
const lookEveryMs = 60_000;

/** Returns whether there was enough to tidy up. */
export async function tidyPglite(client: PGlite): Promise<boolean> {
  const { rows } = await client.query<{ bytes: string }>(
    "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn) as bytes from pg_control_checkpoint()",
  );
  if (Number(rows[0]?.bytes ?? 0) < tidyAfterBytes) return false;
  await client.exec("vacuum");
  await client.exec("checkpoint");
  return true;
}

/** Returns what stops it. */
export function keepPgliteTidy(client: PGlite, log: StoreLog): () => void {
  const timer = setInterval(() => {
    tidyPglite(client).catch((error: unknown) =>
      log.exception("could not tidy up the embedded database", error),
    );
  }, lookEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}
